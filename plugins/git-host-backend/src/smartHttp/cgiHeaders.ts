export interface CgiHead {
  status: number;
  headers: [string, string][];
  /** What came after the headers. */
  rest: Buffer;
}

const END = /\r?\n\r?\n/;

/** Reads the head of a CGI answer; nothing while it is incomplete. */
export function parseCgiHead(output: Buffer): CgiHead | undefined {
  const text = output.toString('latin1');
  const end = END.exec(text);
  if (!end) {
    return undefined;
  }
  const headers = text
    .slice(0, end.index)
    .split(/\r?\n/)
    .map(line => line.split(/:\s*(.*)/s, 2) as [string, string]);
  const status = headers.find(([name]) => /^status$/i.test(name))?.[1];
  return {
    status: status === undefined ? 200 : parseInt(status, 10),
    headers: headers.filter(([name]) => !/^status$/i.test(name)),
    rest: output.subarray(end.index + end[0].length),
  };
}
