export { appModulePrecompressed as default } from './module';
