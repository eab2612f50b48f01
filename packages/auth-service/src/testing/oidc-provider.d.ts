/** What the tests use of the package, which brings no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface Interaction {
    readonly params: Readonly<Record<string, unknown>>;
    readonly prompt: { readonly name: string };
  }

  export interface Configuration {
    readonly clients: readonly object[];
    readonly pkce: { required(): boolean };
    readonly claims: Readonly<Record<string, readonly string[]>>;
    readonly conformIdTokenClaims: boolean;
    readonly features: object;
    readonly interactions: {
      url(context: unknown, interaction: { readonly uid: string }): string;
    };
    readonly cookies: { readonly keys: readonly string[] };
    findAccount(context: unknown, id: string): object;
  }

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): (
      request: IncomingMessage,
      response: ServerResponse,
    ) => Promise<void>;
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: object,
    ): Promise<void>;
    readonly Grant: new (options: { accountId: string; clientId: string }) => {
      addOIDCScope(scope: string): void;
      save(): Promise<string>;
    };
  }
}
