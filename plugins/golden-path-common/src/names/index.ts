export { describeReservedName } from './describeReservedName';
export { RESERVED_NAMES, type ReservedNames } from './reservedNames';
