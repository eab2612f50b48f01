const CHANGES = {
  list: 35,
  read: 25,
  tags: 5,
  create: 15,
  update: 10,
  search: 10,
};

/** What people do with notes, in fixed shares and turns; each writer changes only what it has made. */
export function mixedTraffic({ api, people, ids }) {
  const turns = Object.entries(CHANGES).flatMap(([name, share]) =>
    Array.from({ length: share }, () => name),
  );
  const made = [];
  let turn = 0;
  const send = async (person, request) =>
    (await api.send(person, request)).status;
  return () => {
    turn += 1;
    // 37 shares no divisor with 100, so that the kinds are mixed and every one has its share.
    const kind = turns[(turn * 37) % turns.length];
    const person = people[turn % people.length];
    const id = ids[turn % ids.length];
    const json = {
      title: `Bench ${turn}`,
      content: 'Words of usual length. '.repeat(20),
      tags: [`tag-${turn % 20}`],
    };
    switch (kind) {
      case 'read':
        return route('GET /api/notes/{noteId}', () =>
          send(people[0], { path: `/api/notes/${id}` }),
        );
      case 'tags':
        return route('GET /api/notes/tags', () =>
          send(person, { path: '/api/notes/tags' }),
        );
      case 'search':
        return route('GET /api/search', () =>
          send(person, { path: `/api/search?q=bench%20${turn % 50}` }),
        );
      case 'update':
        return made.length > 0 ? update(json) : create(person, json);
      case 'create':
        return create(person, json);
      default:
        return route('GET /api/notes', () =>
          send(person, { path: '/api/notes?limit=20' }),
        );
    }
  };

  function create(person, json) {
    return route('POST /api/notes', async () => {
      const reply = await api.send(person, {
        ...{ method: 'POST', path: '/api/notes', json },
      });
      if (reply.status === 201) {
        made.push({ id: reply.body.id, version: 1, person });
      }
      return reply.status;
    });
  }

  function update(json) {
    const note = made.shift();
    return route('PUT /api/notes/{noteId}', async () => {
      const status = await send(note.person, {
        ...{ method: 'PUT', path: `/api/notes/${note.id}`, json },
        headers: { 'if-match': `"v${note.version}"` },
      });
      return status;
    });
  }
}

function route(name, send) {
  return { route: name, send };
}
