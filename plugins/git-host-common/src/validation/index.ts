export { describeOwnerProblem, describeRepositoryNameProblem } from './names';
export { describePathProblem } from './paths';
export { describeBranchProblem, describeRefProblem } from './refs';
