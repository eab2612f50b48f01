import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';
import { eventually } from './eventually.ts';

export interface KafkaServer {
  /** What KAFKA_BROKERS takes. */
  readonly brokers: string;
  /** Ends the broker at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same port and disk. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Where `npm run tools kafka` puts it. */
const COMMAND = fileURLToPath(
  new URL('../../../../.tools/bin/kafka', import.meta.url),
);
const START_LIMIT_MS = 60_000;
/** Code of a broker that lives for a test is not worth the time of the optimising compiler. */
const ENVIRONMENT = {
  ...process.env,
  JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1',
};

/** Why tests with Kafka cannot run here; undefined when they can. */
export function whyNoKafka(): string | undefined {
  if (!existsSync(COMMAND)) {
    return 'Kafka is not installed: npm run tools kafka';
  }
  const java = spawnSync('java', ['-version'], { stdio: 'ignore' });
  return java.status === 0 ? undefined : 'Kafka needs java on PATH';
}

/** Starts a real broker in KRaft mode on a free port, with its data in a folder that goes with it. */
export async function startKafka(): Promise<KafkaServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'notes-kafka-'));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const file = path.join(folder, 'server.properties');
  writeFileSync(file, propertiesOf({ port, controllerPort, folder }));
  format(file);
  let broker = await launch(file, port);
  return {
    brokers: `127.0.0.1:${port}`,
    kill: () => end(broker, 'SIGKILL'),
    async restart() {
      broker = await launch(file, port);
    },
    async stop() {
      await end(broker, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function propertiesOf(options: {
  port: number;
  controllerPort: number;
  folder: string;
}): string {
  const { port, controllerPort, folder } = options;
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names=CONTROLLER',
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    `log.dirs=${path.join(folder, 'data')}`,
    'auto.create.topics.enable=false',
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=1',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'transaction.state.log.num.partitions=1',
    // A group of one test does not wait for more members.
    'group.initial.rebalance.delay.ms=0',
    // A process that a test kills need not be missed for as long as in production.
    'group.min.session.timeout.ms=1000',
    'num.network.threads=2',
    'num.io.threads=2',
    'log.cleaner.dedupe.buffer.size=2097152',
    '',
  ].join('\n');
}

function format(file: string): void {
  const bytes = randomBytes(16);
  // An id that begins with a dash, as one in 64 would, is taken for an option.
  bytes[0] = 0;
  const id = bytes.toString('base64url');
  const { status, stderr } = spawnSync(
    COMMAND,
    ['kafka.tools.StorageTool', 'format', '-t', id, '-c', file],
    { encoding: 'utf8', env: ENVIRONMENT },
  );
  if (status !== 0) throw new Error(`Kafka's disk not formatted: ${stderr}`);
}

async function launch(file: string, port: number): Promise<ChildProcess> {
  const broker = spawn(COMMAND, ['kafka.Kafka', file], {
    stdio: 'ignore',
    env: ENVIRONMENT,
  });
  // A test run that dies must not leave a broker behind.
  const killWithParent = () => broker.kill('SIGKILL');
  process.once('exit', killWithParent);
  broker.once('exit', () => process.off('exit', killWithParent));
  await eventually(
    'Kafka answers',
    async () => {
      if (broker.exitCode !== null) throw new Error('Kafka did not start');
      return answers(port);
    },
    START_LIMIT_MS,
  );
  return broker;
}

async function answers(port: number): Promise<boolean> {
  const admin = new Kafka({
    brokers: [`127.0.0.1:${port}`],
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}

async function end(
  broker: ChildProcess,
  signal: NodeJS.Signals,
): Promise<void> {
  if (broker.exitCode !== null || broker.signalCode !== null) return;
  const ended = new Promise(resolve => broker.once('exit', resolve));
  broker.kill(signal);
  const late = setTimeout(() => broker.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
