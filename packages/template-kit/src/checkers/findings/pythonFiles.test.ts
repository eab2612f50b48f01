import { findPythonDependencyProblems } from './findPythonDependencyProblems';
import { findPythonTraces } from './findPythonTraces';

describe('the checks of a rendered Python service', () => {
  it('find a dependency that is unused, missing, locked in two versions, not locked or without a hash', () => {
    const problems = findPythonDependencyProblems({
      'pyproject.toml':
        'dependencies = ["fastapi==1.0"]\n[dependency-groups]\ndev = ["pytest==2.0"]',
      'requirements.txt': 'starlet==2.0 \\\n    --hash=sha256:a\nidna==1.0\n',
      'requirements-dev.txt':
        'idna==1.1 \\\n    --hash=sha256:a\nstarlet==2.0 \\\n    --hash=sha256:a\npytest==2.0 \\\n    --hash=sha256:a\n',
      'app/a.py': 'import redis\n',
      'tests/test_a.py': 'import pytest\nimport yaml\n',
    });
    expect(problems).toEqual([
      'redis is imported but not a dependency',
      'pyyaml is imported by tests but not a dependency',
      'fastapi is a dependency that nothing imports',
      'fastapi 1.0 is not what is locked',
      'fastapi is not locked for the image',
      'idna 1.0 runs, and is not what tests run with',
      'requirements.txt has no hash for idna==1.0',
    ]);
  });

  it('find what was not chosen, in a name and in a text, but not in a hash', () => {
    const none = { database: 'none', cache: 'none', events: 'none' } as const;
    const files = {
      'app/data/redis_cache.py': 'x',
      'app/a.py': 'import psycopg',
      'requirements.txt': '--hash=sha256:abc',
    };
    expect(findPythonTraces(none, files)).toEqual([
      'app/data/redis_cache.py matches /redis/i',
      'app/a.py matches /psycopg/i',
    ]);
  });
});
