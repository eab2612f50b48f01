/** What the tests use of the package, which brings no types of its own. */
declare module 'smtp-server' {
  import type { AddressInfo, Server } from 'node:net';
  import type { Readable } from 'node:stream';

  export interface Session {
    readonly envelope: {
      readonly rcptTo: readonly { readonly address: string }[];
    };
  }
  type Done = (error?: (Error & { responseCode?: number }) | null) => void;

  export interface SMTPServerOptions {
    readonly authOptional: boolean;
    readonly disabledCommands: readonly string[];
    readonly closeTimeout?: number;
    onRcptTo(
      address: { readonly address: string },
      session: Session,
      done: Done,
    ): void;
    onData(stream: Readable, session: Session, done: Done): void;
  }

  export class SMTPServer {
    constructor(options: SMTPServerOptions);
    readonly server: Omit<Server, 'address'> & { address(): AddressInfo };
    listen(port: number, host: string): Server;
    close(done: () => void): void;
  }
}
