/** The routes of notes-service as bare Express has them: the same SQL, and nothing around it. Prints its address. */
import express from 'express';
import pg from 'pg';

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 10,
});
const app = express();

app.get('/api/notes/:noteId', async (request, response) => {
  const { rows } = await pool.query(
    `SELECT id, version, state, reason, title, content, tags, created_at, updated_at, deleted_at
       FROM notes WHERE id = $1 AND owner_id = $2`,
    [request.params.noteId, request.get('x-owner')],
  );
  response.json(rows[0]);
});

app.get('/api/notes/:noteId/versions/:version', async (request, response) => {
  const { rows } = await pool.query(
    `SELECT v.version, v.change, v.restored_from, v.title, v.content, v.tags, v.created_at
       FROM note_versions v JOIN notes n ON n.id = v.note_id
      WHERE n.id = $1 AND n.owner_id = $2 AND v.version = $3`,
    [
      request.params.noteId,
      request.get('x-owner'),
      Number(request.params.version),
    ],
  );
  response.json(rows[0]);
});

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
