import type { Checker } from '../check';
import { findDataProblems } from './findings/findDataProblems';
import { findTextProblems } from './findings/findTextProblems';

/** Checks of every file as text and as data, and of the scripts. */
export const textCheckers: Checker[] = [
  {
    id: 'text',
    artefact: 'files',
    proves: 'files are clean text, and nothing of the template is left in them',
    inputs: /^/,
    check: async repository => findTextProblems(repository.texts()),
  },
  {
    id: 'data',
    artefact: 'files',
    proves: 'YAML and JSON parse, and no key is empty',
    inputs: /\.(ya?ml|json)$/,
    check: async repository =>
      findDataProblems(repository.texts(/\.(ya?ml|json)$/)),
  },
];
