export { hashBlob, hashTree } from './hashTree';
