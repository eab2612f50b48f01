/** Unit layer. */
import { encodeCursor } from './cursor';
import { parseEventQuery } from './parseEventQuery';

const ID = '7c1f7f6e-2f0b-4c6a-9b39-0a6c6f4f1f11';

describe('parseEventQuery', () => {
  it('understands every parameter', () => {
    const after = { time: '2026-11-21T08:00:00.000Z', id: ID };
    expect(
      parseEventQuery({
        actor: 'Dev.Rivera',
        action: 'scaffolder.task',
        entity: 'notes-service',
        plugin: 'catalog',
        status: 'failed',
        from: '2026-11-01',
        to: '2026-11-21T10:00:00+02:00',
        cursor: encodeCursor(after),
        limit: '200',
      }),
    ).toEqual({
      actor: 'user:default/dev.rivera',
      action: 'scaffolder.task',
      entityRef: 'component:default/notes-service',
      plugin: 'catalog',
      status: 'failed',
      from: new Date('2026-11-01T00:00:00Z'),
      to: new Date('2026-11-21T08:00:00Z'),
      after,
      limit: 200,
    });
  });

  it('lists 50 without a filter when nothing is asked', () => {
    expect(parseEventQuery({})).toEqual({ limit: 50 });
  });

  it('takes a service as an actor', () => {
    expect(parseEventQuery({ actor: 'plugin:scaffolder' }).actor).toBe(
      'plugin:scaffolder',
    );
  });

  it.each([
    {
      query: { limit: '0' },
      message: /'limit': got "0"; expected a whole number from 1 to 200/,
    },
    { query: { limit: '201' }, message: /'limit'/ },
    { query: { limit: '1e2' }, message: /'limit'/ },
    { query: { limit: '' }, message: /'limit': got ""/ },
    {
      query: { status: 'done' },
      message:
        /'status': got "done"; expected one of: initiated, succeeded, failed/,
    },
    { query: { actor: ['a', 'b'] }, message: /'actor': got \["a","b"\]/ },
    {
      query: { actor: 'user:' },
      message: /'actor'.*'user:default\/dev.rivera'/,
    },
    { query: { entity: ':' }, message: /'entity'.*component:default/ },
    { query: { action: "x' OR 1=1" }, message: /'action'/ },
    { query: { action: '%' }, message: /'action'/ },
    { query: { plugin: '../catalog' }, message: /'plugin'/ },
    {
      query: { from: 'yesterday' },
      message: /'from': got "yesterday"; expected a time such as/,
    },
    { query: { from: '2026-13-45' }, message: /'from'/ },
    { query: { to: '1700000000' }, message: /'to'/ },
    { query: { cursor: 'abc' }, message: /'cursor'.*nextCursor/ },
    {
      query: { cursor: Buffer.from('["x","y"]').toString('base64url') },
      message: /'cursor'/,
    },
    {
      query: { cursor: Buffer.from('null').toString('base64url') },
      message: /'cursor'/,
    },
    {
      query: { cursor: Buffer.from(`["never","${ID}"]`).toString('base64url') },
      message: /'cursor'/,
    },
    {
      query: { person: 'dev' },
      message: /Unknown query parameter "person"; expected only: actor, action/,
    },
    {
      query: { from: '2026-11-02', to: '2026-11-01' },
      message: /'to': .* is not after 'from'/,
    },
    { query: { actor: { a: 'b' } }, message: /'actor': got {"a":"b"}/ },
    { query: { action: 'x'.repeat(10_000) }, message: /^.{1,400}$/ },
  ])('refuses $query and says what is expected', ({ query, message }) => {
    expect(() => parseEventQuery(query)).toThrow(message);
  });
});
