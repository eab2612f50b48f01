export { gitHostUrlReaderFactory } from './gitHostUrlReaderFactory';
