/** One change that a push asks for. */
export interface RefUpdate {
  ref: string;
  oldSha: string;
  newSha: string;
}

export interface PushCommands {
  updates: RefUpdate[];
  capabilities: string[];
}

const FLUSH = '0000';

/** Frames a payload as git does: four hexadecimal digits of length, then the bytes. */
export function pktLine(payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload as string);
  const length = (bytes.length + 4).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from(length), bytes]);
}

/** Reads the list of ref updates at the start of a push. */
export function parsePushCommands(body: Buffer): PushCommands {
  const commands: PushCommands = { updates: [], capabilities: [] };
  let at = 0;
  while (at + 4 <= body.length) {
    const length = parseInt(body.toString('latin1', at, at + 4), 16);
    if (!(length >= 4) || at + length > body.length) {
      break;
    }
    const [line, capabilities] = body
      .toString('utf8', at + 4, at + length)
      .split('\0');
    const match = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (.+?)\n?$/.exec(line);
    if (match) {
      commands.updates.push({
        oldSha: match[1],
        newSha: match[2],
        ref: match[3],
      });
    }
    if (capabilities) {
      commands.capabilities = capabilities.trim().split(' ');
    }
    at += length;
  }
  return commands;
}

/**
 * Writes the answer to a refused push, so that the git client prints `message`
 * and reports each ref as rejected.
 */
export function refusePush(commands: PushCommands, message: string): Buffer {
  const report = Buffer.concat([
    pktLine(`unpack ${message}\n`),
    ...commands.updates.map(({ ref }) => pktLine(`ng ${ref} ${message}\n`)),
    Buffer.from(FLUSH),
  ]);
  if (!commands.capabilities.includes('side-band-64k')) {
    return report;
  }
  return Buffer.concat([
    pktLine(`\u0002${message}\n`),
    pktLine(Buffer.concat([Buffer.from([1]), report])),
    Buffer.from(FLUSH),
  ]);
}
