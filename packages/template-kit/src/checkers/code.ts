import type { Checker } from '../check';
import type { Combination } from '../model';
import { findDependencyProblems } from './findings/findDependencyProblems';
import { findGateProblems } from './findings/findGateProblems';
import { findPythonDependencyProblems } from './findings/findPythonDependencyProblems';
import { findPythonTraces } from './findings/findPythonTraces';
import { findRenovateProblems } from './findings/findRenovateProblems';
import { findSkipProblems } from './findings/findSkipProblems';
import { findTraces } from './findings/findTraces';

/** Checks of the code that need no toolchain of its language. */
export const codeCheckers: Checker[] = [
  {
    id: 'traces',
    artefact: 'files',
    proves: 'what was not chosen leaves no trace, in no name and in no text',
    inputs: /^/,
    // The words that it looks for are those of a service with these options.
    needs: /^(package\.json|pyproject\.toml)$/,
    readsValues: true,
    newOnly: true,
    check: async repository => {
      const chosen = repository.values as Combination;
      const files = repository.texts();
      return repository.has('pyproject.toml')
        ? findPythonTraces(chosen, files)
        : findTraces(chosen, files);
    },
  },
  {
    id: 'node-dependencies',
    artefact: 'code',
    proves: 'code, package.json and its lock file name the same packages',
    inputs: /\.(ts|js)$|^package(-lock)?\.json$/,
    needs: /^package\.json$/,
    check: async repository =>
      findDependencyProblems(
        repository.texts(/\.(ts|js)$|^package(-lock)?\.json$/),
      ),
  },
  {
    id: 'python-dependencies',
    artefact: 'code',
    proves: 'code, pyproject.toml and its lock files name the same packages',
    inputs: /\.py$|^pyproject\.toml$|^requirements.*\.txt$/,
    needs: /^pyproject\.toml$/,
    check: async repository => findPythonDependencyProblems(repository.texts()),
  },
  {
    id: 'python-renovate',
    artefact: 'code',
    proves: 'Renovate can run the command again that wrote each lock file',
    inputs: /^(pyproject\.toml|requirements.*\.txt|renovate\.json)$/,
    needs: /^pyproject\.toml$/,
    check: async repository => findRenovateProblems(repository.texts()),
  },
  {
    id: 'coverage-gate',
    artefact: 'code',
    proves: 'the tool that runs the tests fails below 80 % coverage',
    inputs: /^(jest\.config\.js|pyproject\.toml)$/,
    check: async repository => findGateProblems(repository.texts()),
  },
  {
    id: 'skips',
    artefact: 'files',
    proves: 'at most three checks are skipped, each with its reason',
    inputs: /^/,
    check: async repository => findSkipProblems(repository.texts()),
  },
];
