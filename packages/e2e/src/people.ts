import { Stage } from './stage';
import { newVisitor, Visitor, VisitorOptions } from './browser';

/** The demo people of the development sign-in, by what they are here for. */
export const PEOPLE = {
  developer: { name: 'dev.rivera', displayName: 'Dev Rivera' },
  platformEngineer: { name: 'pat.platform', displayName: 'Pat Ngata' },
  learner: { name: 'lee.learner', displayName: 'Lee Kowalski' },
} as const;

export type Role = keyof typeof PEOPLE;

/** Opens a browser of its own and signs in by clicking the card of the person. */
export async function visitAs(
  stage: Stage,
  role: Role,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const visitor = await newVisitor(stage.browser, stage.url, options);
  const { displayName } = PEOPLE[role];
  await visitor.page.goto('/');
  await visitor.page
    .getByRole('button', { name: new RegExp(displayName) })
    .click();
  await visitor.page.getByRole('searchbox').first().waitFor();
  return visitor;
}

/** A Backstage token of the person, as the sign-in page would get it. */
export async function tokenOf(stage: Stage, role: Role): Promise<string> {
  const address = `${stage.url}/api/auth/demo/refresh?person=${PEOPLE[role].name}`;
  const response = await fetch(address, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!response.ok) {
    throw new Error(`${address} answered ${response.status}`);
  }
  const session = (await response.json()) as {
    backstageIdentity: { token: string };
  };
  return session.backstageIdentity.token;
}
