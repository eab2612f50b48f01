import fs from 'node:fs';
import path from 'node:path';

import { runLogged } from '../system/runLogged.mjs';

/**
 * Copies a Java program and what it needs out of the Maven repository, and writes a command that runs its classes.
 *
 * @param {import('./recipes.mjs').Recipe} recipe
 */
export async function installMavenTool(recipe, { places, run }) {
  const folder = path.join(places.work, recipe.name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'pom.xml'), pomOf(recipe));
  const jars = path.join(folder, 'libs');
  await runLogged({
    command: 'mvn',
    args: [
      '--quiet',
      '--batch-mode',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${jars}`,
    ],
    cwd: folder,
    timeoutMs: 20 * 60_000,
    name: `tool-${recipe.name}`,
    ...run,
  });
  const target = path.join(places.java, recipe.name);
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(places.java, { recursive: true });
  fs.renameSync(jars, target);
  fs.mkdirSync(places.bin, { recursive: true });
  const command = path.join(places.bin, recipe.name);
  fs.writeFileSync(command, scriptOf(recipe), { mode: 0o755 });
  fs.rmSync(folder, { recursive: true, force: true });
}

/** A project that is nothing but its dependencies. */
function pomOf(recipe) {
  const dependencies = recipe.artifacts.map(text => {
    const [group, artifact, version] = text.split(':');
    return `    <dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  });
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    '  <modelVersion>4.0.0</modelVersion>',
    `  <groupId>tools</groupId><artifactId>${recipe.name}</artifactId><version>1</version>`,
    '  <dependencies>',
    ...dependencies,
    '  </dependencies>',
    '</project>',
    '',
  ].join('\n');
}

/** The command takes a class and its arguments, and becomes the Java process, so that a signal reaches it. */
function scriptOf(recipe) {
  return `#!/bin/sh
# Runs a class of ${recipe.name} ${recipe.version}: ${recipe.name} CLASS [ARGUMENT]...
# shellcheck disable=SC2086 # The options of the machine are several words.
exec java \${JAVA_TOOL_HEAP:--Xms128m -Xmx384m} -XX:+UseSerialGC -cp "$(dirname "$0")/../java/${recipe.name}/*" "$@"
`;
}
