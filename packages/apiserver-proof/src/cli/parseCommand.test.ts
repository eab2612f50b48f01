import { parseCommand } from './parseCommand';

describe('npm run cluster', () => {
  it('proves the templates that are named', () => {
    expect(parseCommand(['prove', 'gitops', 'node-service'])).toMatchObject({
      verb: 'prove',
      templates: ['gitops', 'node-service'],
    });
  });

  it.each([
    { words: ['start', '--port', '7443'], port: 7443 },
    { words: ['start', '--port=7443'], port: 7443 },
    { words: ['start'], port: undefined },
  ])('starts on the port of $words', ({ words, port }) => {
    expect(parseCommand(words).port).toBe(port);
  });

  it('writes the kubeconfig where it is told to', () => {
    expect(
      parseCommand(['start', '--kubeconfig', '/home/pat/config']).kubeconfig,
    ).toBe('/home/pat/config');
  });

  it.each([[[]], [['--help']], [['prove', '-h']]])(
    'shows its help for %j',
    words => {
      expect(parseCommand(words).verb).toBe('help');
    },
  );

  it.each([
    [['destroy'], '"destroy" is no command'],
    [['prove', '--port', '1'], 'Unknown option "--port"'],
    [['start', '--prot', '1'], 'Unknown option "--prot"'],
    [['start', '--port', 'x'], '--port is "x"; it must be a whole number'],
    [['start', '--port', '70000'], '--port is "70000"'],
    [['start', '--port'], '--port is ""'],
    [['start', '--kubeconfig'], '--kubeconfig needs a file'],
  ])('refuses %j', (words, message) => {
    expect(() => parseCommand(words)).toThrow(message);
  });
});
