export { catalogModuleLocalDocuments as default } from './module';
