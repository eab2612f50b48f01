/**
 * Backend layer: real sign-in, catalog, permission and audit plugins on
 * PostgreSQL, asked over HTTP with the token of each person.
 */
import { randomUUID } from 'node:crypto';
import {
  component,
  type PersonName,
  type Portal,
  startPortal,
} from './__testUtils__/startPortal';

const PATH = '/api/catalog/v1/unregister';

describe('unregistering an entity', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal();
  }, 90_000);

  afterAll(async () => {
    await portal?.stop();
  });

  /** A registered file with a component for each owner. */
  async function setup(...owners: string[]) {
    const id = randomUUID().slice(0, 8);
    const names = owners.map((_, index) => `service-${id}-${index}`);
    const text = names.map((name, index) => component(name, owners[index]));
    const path = `/${id}/catalog-info.yaml`;
    const target = portal.files.put(path, text.join('\n---\n'));
    const locationId = await portal.register(target, ...names);
    const refs = names.map(name => `component:default/${name}`);
    return { names, refs, target, path, text, locationId };
  }

  const unregister = (person: PersonName, entityRef: unknown) =>
    portal.as(person).post(PATH).send({ entityRef });
  const plan = (person: PersonName, entityRef: string) =>
    portal.as(person).get(PATH).query({ entityRef });

  async function auditOf(person: PersonName, entityRef: string) {
    const query = { actor: `user:default/${person}`, entity: entityRef };
    return portal.until(`${entityRef} is audited`, async () => {
      const { body } = await portal
        .as('pat.platform')
        .get('/api/audit-log/v1/events')
        .query({ ...query, action: 'catalog.entity-unregister' });
      return body.items?.find(
        (item: { status: string }) => item.status !== 'initiated',
      );
    });
  }

  it('lets the owner: the file is forgotten, and with it all that came from it', async () => {
    const { names, refs, locationId } = await setup('notes-team', 'notes-team');

    const response = await unregister('dev.rivera', refs[0]);

    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      outcome: 'unregistered',
      entityRef: refs[0],
      removed: expect.arrayContaining(refs),
    });
    expect(response.body.removed).toHaveLength(2);
    expect(await portal.find(names[0])).toBeUndefined();
    expect(await portal.find(names[1])).toBeUndefined();
    const location = await portal
      .as('pat.platform')
      .get(`/api/catalog/locations/${locationId}`);
    expect(location.status).toBe(404);
    expect(await auditOf('dev.rivera', refs[0])).toMatchObject({
      status: 'succeeded',
      actor: 'user:default/dev.rivera',
      meta: { state: 'unregistered', refs: expect.arrayContaining(refs) },
      request: { method: 'POST', path: PATH },
    });
  });

  it.each([
    { person: 'sam.search', reason: 'another team owns it' },
    { person: 'lee.learner', reason: 'learners own nothing' },
  ] as const)('refuses $person, because $reason', async ({ person }) => {
    const { names, refs } = await setup('notes-team');

    const response = await unregister(person, refs[0]);

    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(
      `'${refs[0]}' (owner group:default/notes-team)`,
    );
    expect(await portal.find(names[0])).toBeDefined();
    expect(await auditOf(person, refs[0])).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('group:default/notes-team'),
    });
  });

  it('refuses an owner when something of another team would go as well', async () => {
    const { names, refs } = await setup('notes-team', 'search-team');

    const shown = await plan('dev.rivera', refs[0]);
    const response = await unregister('dev.rivera', refs[0]);

    expect(shown.body).toMatchObject({ removes: 'location', allowed: false });
    expect(shown.body.entities).toEqual(
      expect.arrayContaining([
        {
          entityRef: refs[0],
          owners: ['group:default/notes-team'],
          allowed: true,
        },
        {
          entityRef: refs[1],
          owners: ['group:default/search-team'],
          allowed: false,
        },
      ]),
    );
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(`'${refs[1]}'`);
    expect(response.body.error.message).not.toContain(`'${refs[0]}' (owner`);
    expect(await portal.find(names[0])).toBeDefined();
  });

  it('lets a platform engineer, whoever owns it', async () => {
    const { names, refs } = await setup('notes-team', 'search-team');
    const response = await unregister('pat.platform', refs[0]);
    expect(response.status).toBe(200);
    expect(await portal.find(names[1])).toBeUndefined();
  });

  it('changes nothing when it is asked to, and tells what would happen', async () => {
    const { names, refs, target } = await setup('notes-team');
    const { status, body } = await plan('dev.rivera', refs[0]);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        entityRef: refs[0],
        removes: 'location',
        target,
        allowed: true,
        entities: [
          {
            entityRef: refs[0],
            owners: ['group:default/notes-team'],
            allowed: true,
          },
        ],
      },
    });
    expect(await portal.find(names[0])).toBeDefined();
  });

  it('asks about what a file lists, and not about the file that lists it', async () => {
    const id = randomUUID().slice(0, 8);
    const register = async (owner: string) => {
      const name = `listed-${id}-${owner}`;
      portal.files.put(`/${name}/service.yaml`, component(name, owner));
      const target = portal.files.put(
        `/${name}/all.yaml`,
        `apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: all-${id}-${owner} }
spec: { targets: [./service.yaml] }`,
      );
      await portal.register(target, name);
      return `component:default/${name}`;
    };
    const own = await register('notes-team');
    const foreign = await register('search-team');

    expect((await unregister('dev.rivera', foreign)).status).toBe(403);
    expect((await unregister('dev.rivera', own)).status).toBe(200);
  });

  it('takes a request that is sent again, or at the same time, as done', async () => {
    const { refs } = await setup('notes-team');
    const both = await Promise.all([
      unregister('dev.rivera', refs[0]),
      unregister('dev.rivera', refs[0]),
    ]);
    const again = await unregister('dev.rivera', refs[0]);

    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect([again.status, again.body]).toEqual([
      200,
      { outcome: 'unchanged', entityRef: refs[0], removed: [] },
    ]);
    // Somebody else has not done it, and is told that there is nothing.
    expect((await unregister('sam.search', refs[0])).status).toBe(404);
  });

  it('answers 404 for an entity that is not there', async () => {
    const missing = 'component:default/never-was';
    const response = await unregister('dev.rivera', missing);
    expect(response.status).toBe(404);
    expect(response.body.error.message).toContain(missing);
    expect((await plan('dev.rivera', missing)).status).toBe(404);
    expect(await auditOf('dev.rivera', missing)).toMatchObject({
      status: 'failed',
    });
  });

  it('says that a configured entity was not registered by hand', async () => {
    const ref = 'component:default/configured-service';
    const { body } = await plan('dev.rivera', ref);
    expect(body).toMatchObject({ removes: 'nothing', allowed: false });
    const response = await unregister('dev.rivera', ref);
    expect(response.status).toBe(409);
    expect(response.body.error.message).toContain('was not registered by hand');
    expect((await unregister('lee.learner', ref)).status).toBe(403);
  });

  it('removes an entity alone when its file no longer mentions it', async () => {
    const { names, refs, path, text } = await setup('notes-team', 'notes-team');
    portal.files.put(path, text[1]);
    await portal.until('it is an orphan', async () => {
      const { metadata } = await portal.find(names[0]);
      return metadata.annotations['backstage.io/orphan'];
    });

    expect((await unregister('lee.learner', refs[0])).status).toBe(403);
    const response = await unregister('dev.rivera', refs[0]);

    expect(response.body.removed).toEqual([refs[0]]);
    expect(await portal.find(names[0])).toBeUndefined();
    expect(await portal.find(names[1])).toBeDefined();
  }, 40_000);

  it.each([undefined, '', 'no kind', 7, ['component:default/a']])(
    'refuses %j as a reference and says what it expects',
    async value => {
      const response = await unregister('dev.rivera', value);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(
        'expected kind:namespace/name, for example component:default/orders',
      );
    },
  );

  it('refuses who has not signed in', async () => {
    const { names, refs } = await setup('notes-team');
    const send = portal.anonymous().post(PATH).send({ entityRef: refs[0] });
    expect((await send).status).toBe(401);
    expect(await portal.find(names[0])).toBeDefined();
  });
});
