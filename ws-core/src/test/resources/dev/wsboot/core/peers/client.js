// Talks to the server at URL with npm's ws: once for each offer of permessage-deflate, and then about ends.
//
// Usage: client.js URL OFFERS TAKEOVER. OFFERS is a JSON list; TAKEOVER says whether the server lets windows live on. Prints a
// line for each talk; ends with an error at the first difference.
'use strict';

const assert = require('assert');
const { randomBytes } = require('crypto');
const { once } = require('events');
const WebSocket = require('ws');

const [url, offers, takeover] = [process.argv[2], JSON.parse(process.argv[3]), process.argv[4] === 'true'];
const WORDS = ['price', 'symbol', 'volume', 'London', 'Gr\u00fc\u00dfe', '\u20ac', '\u{1f600}'];

let next = 7692;
function random(bound) {
  next = (Math.imul(next, 1103515245) + 12345) >>> 0;
  return (next >>> 8) % bound;
}

function text(size) {
  return Array.from({ length: size / 6 }, () => WORDS[random(WORDS.length)] + random(100)).join('');
}

const camelCase = (name) => name.replace(/_./g, (letter) => letter[1].toUpperCase());

/** A connection whose messages wait until they are asked for. */
class Connection {
  constructor(address, offer = {}, subprotocols = []) {
    const params = Object.entries(offer).map(([name, value]) => [camelCase(name), value]);
    this.socket = new WebSocket(address, subprotocols, {
      perMessageDeflate: { threshold: 0, ...Object.fromEntries(params) },
    });
    this.received = [];
    this.socket.on('upgrade', (response) => (this.extensions = response.headers['sec-websocket-extensions'] || ''));
    this.socket.on('message', (data, binary) => this.came(binary ? data : data.toString()));
    this.socket.on('pong', (data) => this.came(`pong ${data}`));
    this.socket.on('error', (error) => (this.error = error));
    this.closed = new Promise((resolve) => this.socket.on('close', (code, reason) => resolve(`${code} ${reason}`)));
  }

  came(message) {
    this.received.push(message);
    this.socket.emit('came');
  }

  async next() {
    while (this.received.length === 0) {
      await Promise.race([once(this.socket, 'came'), this.closed.then((end) => assert.fail(`closed with ${end}`))]);
    }
    return this.received.shift();
  }

  async open() {
    await once(this.socket, 'open');
    assert.match(this.extensions, /^permessage-deflate/, 'no agreement on compression');
    return this;
  }

  async echo(message) {
    this.socket.send(message);
    assert.ok(Buffer.from(message).equals(Buffer.from(await this.next())), 'another message came back');
  }

  async close(code, reason) {
    this.socket.close(code, reason);
    return this.closed;
  }
}

async function compression(offer) {
  const connection = await new Connection(url, offer).open();
  const { extensions, socket } = connection;
  const serverKeeps = takeover && !offer.server_no_context_takeover;
  assert.equal(!extensions.includes('server_no_context_takeover'), serverKeeps, extensions);
  const window = offer.server_max_window_bits;
  assert.ok(!window || extensions.includes(`server_max_window_bits=${window}`), extensions);

  const [bytesRead, bytesWritten] = [socket._socket.bytesRead, socket._socket.bytesWritten];
  await connection.echo('{"symbol": "ABC", "price": 42} '.repeat(2000));
  const wire = [socket._socket.bytesRead - bytesRead, socket._socket.bytesWritten - bytesWritten];
  assert.ok(Math.max(...wire) < 20000, `not compressed: ${wire}`);

  for (const size of [0, 1, 100, 1024, 5000, 70000, 200000, 3000, 3000]) {
    for (const message of [text(size), randomBytes(size), Buffer.from(text(size))]) {
      await connection.echo(message);
    }
    const fragments = [text(size), text(10), ''];
    fragments.forEach((fragment, i) => socket.send(fragment, { fin: i === 2 }));
    assert.equal(await connection.next(), fragments.join(''));
    // Compressed apart from this connection, for many.
    const message = text(size);
    socket.send(`:prepared ${message}`);
    assert.equal(await connection.next(), message);
  }
  await connection.close(1000);
}

async function messages() {
  const connection = await new Connection(url, {}, ['v3', 'v2']).open();
  assert.equal(connection.socket.protocol, 'v2');
  for (const size of [125, 126, 127, 65535, 65536, 1500000]) {
    await connection.echo('x'.repeat(size));
    await connection.echo(randomBytes(size));
  }
  for (let number = 0; number < 1000; number++) {
    connection.socket.send(String(number));
  }
  for (let number = 0; number < 1000; number++) {
    assert.equal(await connection.next(), String(number));
  }
  connection.socket.ping('!');
  assert.equal(await connection.next(), 'pong !');
  connection.socket.send(':ping anybody there?');
  assert.equal(await connection.next(), 'pong: anybody there?');
  assert.equal(await connection.close(3001, 'bye'), '3001 ');
}

async function closedByServer() {
  const connection = await new Connection(url).open();
  connection.socket.send(':close 4000 as you wish');
  assert.equal(await connection.closed, '4000 as you wish');
}

async function tooBig() {
  const connection = await new Connection(url).open();
  connection.socket.send(randomBytes(3000000));
  assert.equal(await connection.closed, '1009 message is too big');
}

async function bomb() {
  const connection = await new Connection(url).open();
  connection.socket.send(Buffer.alloc(3000000));
  assert.equal(await connection.closed, '1009 message is too big');
}

async function abortedByServer() {
  const connection = await new Connection(url).open();
  connection.socket.send(':abort');
  assert.equal(await connection.closed, '1006 ');
}

async function vanish() {
  const connection = await new Connection(url).open();
  await connection.echo('still here');
  connection.socket.terminate();
  await connection.closed;
}

async function refused() {
  for (const [path, status] of [['/nowhere', 404], ['?reject=401', 401]]) {
    const connection = new Connection(url + path);
    await connection.closed;
    assert.match(connection.error.message, new RegExp(status));
  }
}

async function main() {
  for (const offer of offers) {
    await compression(offer);
    console.log('compressed', JSON.stringify(offer));
  }
  for (const talk of [messages, closedByServer, tooBig, bomb, abortedByServer, vanish, refused]) {
    await talk();
    console.log('talked', talk.name);
  }
  console.log('all well');
}

main().catch((error) => {
  console.log(error);
  process.exit(1);
});
