export { scaffolderFieldsModule as default } from './module';
