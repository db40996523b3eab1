// Serves echoes with npm's ws, at a port of its own for each set of parameters of permessage-deflate.
//
// Usage: server.js SETS, a JSON list in which null stands for no compression. Prints "listening PORT .." and then "closed CODE
// REASON" at each end of a session; ends when its input does. A message that begins with a colon asks for something else than
// its echo.
'use strict';

const { once } = require('events');
const { WebSocketServer } = require('ws');

const camelCase = (name) => name.replace(/_./g, (letter) => letter[1].toUpperCase());

function answer(socket, request, message) {
  const [command, ...words] = message.split(' ');
  const rest = words.join(' ');
  switch (command) {
    case ':close':
      return words.length === 0 ? socket.close() : socket.close(Number(words[0]), words.slice(1).join(' '));
    case ':abort':
      return socket.terminate();
    case ':ping':
      socket.once('pong', (data) => socket.send(`pong: ${data}`));
      return socket.ping(rest);
    case ':header':
      return socket.send(request.headers[rest.toLowerCase()]);
    case ':fragments':
      socket.send('in ', { fin: false });
      socket.send('three ', { fin: false });
      return socket.send('pieces');
    case ':wire':
      return socket.send(`${socket._socket.bytesRead} ${socket._socket.bytesWritten}`);
    default:
      return socket.send(message);
  }
}

async function serve(set) {
  const params = set && Object.fromEntries(Object.entries(set).map(([name, value]) => [camelCase(name), value]));
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    maxPayload: 2 * 1024 * 1024,
    perMessageDeflate: params && { threshold: 0, ...params },
    handleProtocols: (offered) => (offered.has('v2') ? 'v2' : false),
    verifyClient: ({ req }, decide) =>
      decide(req.url !== '/refuse', 401, 'Unauthorized', { 'WWW-Authenticate': 'Bearer' }),
  });
  server.on('connection', (socket, request) => {
    socket.on('message', (data, binary) => (binary ? socket.send(data) : answer(socket, request, data.toString())));
    socket.on('error', (error) => console.log('error', error.message));
    socket.on('close', (code, reason) => console.log('closed', code, reason.toString()));
  });
  await once(server, 'listening');
  return server.address().port;
}

process.stdin.resume().on('end', () => process.exit());
Promise.all(JSON.parse(process.argv[2]).map(serve)).then((ports) => console.log('listening', ...ports));
