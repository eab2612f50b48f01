import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { ensureDatabases } from '../notes/ensureDatabases.mjs';
import { notesPaths } from '../notes/notesPaths.mjs';
import { prepareSecrets } from '../notes/prepareSecrets.mjs';
import { printNotesWelcome } from '../notes/printNotesWelcome.mjs';
import { requireFreePorts } from '../notes/requireFreePorts.mjs';
import { seedNotes } from '../notes/seedNotes.mjs';
import { ringsOf } from '../notes/serviceEnvironment.mjs';
import {
  BUS_DATABASE,
  chooseServices,
  isInCheckout,
  SERVICES,
} from '../notes/serviceList.mjs';
import { startServices } from '../notes/startServices.mjs';
import { resolvePaths } from '../paths.mjs';
import { prepareCheckout } from '../prepare/prepareCheckout.mjs';
import { prepareDataDirectory } from '../system/dataDirectory.mjs';
import { seconds } from '../ui/Steps.mjs';
import { keepRunning } from './keepRunning.mjs';
import { startEmbedded } from './startDatabase.mjs';
import { takeDataDirectory } from './takeDataDirectory.mjs';

/** `npm run notes`: the Notes services with a PostgreSQL of their own, until it is stopped. */
export async function notes(context) {
  const { options, paths, shutdown, steps } = context;
  const startedAt = Date.now();
  const wanted = chooseServices(options.only);
  steps.heading('Notes services');
  const state = await takeData(context);
  await requireFreePorts({ chosen: wanted, portBase: options.port });
  const { node } = await prepareCheckout(context, { frontend: false });
  const chosen = inCheckout(context, wanted);
  const places = notesPaths(paths);
  const environment = {
    places,
    node,
    portBase: options.port,
    ringsOf: service => ringsOf(service, paths.checkout),
  };
  const secrets = prepareSecrets({
    places,
    rings: SERVICES.flatMap(environment.ringsOf),
  });
  const database = await startDatabases(context, { state, secrets });
  const results = await startServices(context, {
    chosen,
    state: { remember: rememberIn(state) },
    environment,
  });
  const ready = results.filter(({ outcome }) => outcome === 'ready');
  if (ready.length === 0) {
    throw nothingRuns(results);
  }
  state.update({ phase: 'running', url: `http://localhost:${options.port}` });
  const running = ready.map(({ service }) => service.name);
  const seeded = await seedNotes(context, { running, places });
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  printNotesWelcome(context, {
    running,
    failed: failed.map(({ service }) => service.name),
    places,
    database,
    seeded,
    took: seconds(startedAt),
  });
  await keepRunning({ shutdown, gaveUp: database.gaveUp, children: [] });
}

async function takeData(context) {
  const { options } = context;
  if (options.dataIsDefault) {
    // The folder around ours is the portal's; without its marker `npm start` would take it for somebody else's.
    prepareDataDirectory(resolvePaths());
  }
  return takeDataDirectory(context, {
    what: 'Notes',
    portOption: '--port-base',
  });
}

function inCheckout({ paths, steps }, wanted) {
  const missing = wanted.filter(one => !isInCheckout(one, paths.checkout));
  for (const { name } of missing) {
    steps.warn(`${name} is not in this checkout; the others are started.`);
  }
  const there = wanted.filter(one => !missing.includes(one));
  if (there.length === 0) {
    throw new LauncherError('None of these services is in this checkout.', {
      exitCode: EXIT.usage,
    });
  }
  return there;
}

async function startDatabases(context, { state, secrets }) {
  const { paths, steps } = context;
  const database = await startEmbedded(context, { state, secrets });
  const names = [...SERVICES.map(one => one.database), BUS_DATABASE].filter(
    Boolean,
  );
  const databases = names.map(name => ({
    name,
    password: secrets.passwordOf(name),
  }));
  await steps.run('Databases', async step => {
    const made = await ensureDatabases({
      checkout: paths.checkout,
      environment: database.environment,
      databases,
    });
    secrets.writeDatabaseUrls(database.environment, names);
    step.title = `${names.length} databases, one for each service and the bus`;
    step.detail = made.length > 0 ? `${made.length} made` : '';
  });
  return database;
}

/** What a kill of the launcher leaves running is found by these identities. */
function rememberIn(state) {
  const services = {};
  return (name, identity) => {
    services[name] = identity;
    state.update({ services });
  };
}

function nothingRuns(results) {
  const names = results.map(({ service }) => service.name).join(', ');
  return new LauncherError(
    `No service started (${names}). What each said stands above, and in its log.`,
  );
}
