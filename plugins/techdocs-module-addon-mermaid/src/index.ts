export { mermaidAddonModule as default } from './module';
