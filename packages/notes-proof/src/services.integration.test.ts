import { after, before } from 'node:test';
import { testFuzz } from './fuzz/testFuzz.ts';
import { startProof, type ProofRun } from './harness/startProof.ts';
import { testGuessing } from './security/testGuessing.ts';
import { testHostileClients } from './security/testHostileClients.ts';
import { testOwnership } from './security/testOwnership.ts';
import { testTokens } from './security/testTokens.ts';

/** Seven services take longer to start than most of these tests take to run, so they share them. */
let run: ProofRun | undefined;
before(async () => {
  run = await startProof();
});
after(() => run?.close());

function started(): ProofRun {
  if (run === undefined) throw new Error('The services are not started');
  return run;
}

testOwnership(started);
testTokens(started);
testHostileClients(started);
testFuzz(started);
testGuessing(started);
