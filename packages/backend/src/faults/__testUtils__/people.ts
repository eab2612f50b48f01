/** Two colleagues of one team, somebody of another team, and the platform. */
export const DEVELOPER = 'user:default/dev.rivera';
export const COLLEAGUE = 'user:default/sam.notes';
export const OTHER_TEAM = 'user:default/ann.auth';
export const PLATFORM = 'user:default/pat.platform';

const TEAMS: Record<string, string> = {
  [DEVELOPER]: 'notes-team',
  [COLLEAGUE]: 'notes-team',
  [OTHER_TEAM]: 'auth-team',
  [PLATFORM]: 'platform-team',
};

export const EVERYBODY = Object.keys(TEAMS);

/** Who the demo sign-in offers. */
export const PEOPLE = EVERYBODY.map(ref => ({
  name: ref.split('/')[1],
  title: ref,
  role: 'Tests',
}));

/** The same people for the catalog. */
export function describePeople(): string {
  return Object.entries(TEAMS)
    .map(([ref, team]) =>
      JSON.stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: ref.split('/')[1] },
        spec: { memberOf: [team], profile: { displayName: ref } },
      }),
    )
    .join('\n---\n');
}
