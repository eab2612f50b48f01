export { mayActFor, type OwnershipServices } from './mayActFor';
