/** How frames travel: a WebSocket, or POST /sync where a network blocks those. Both end by calling `ended` once. */
import { unpack } from "../crypto/msgpack.ts";
import { type ClientFrame, encodeFrame, readFrame, type ServerFrame, SUBPROTOCOL, toArray } from "../sync/frames.ts";
import { call } from "./http.ts";

const CONNECT_MS = 8000;
const PING_MS = 25_000;
const DEAD_MS = 10_000;

export interface Ears {
  heard(frame: ServerFrame): void;
  ended(opened: boolean): void;
}

export interface Channel {
  send(frames: readonly ClientFrame[]): void;
  close(): void;
}

/** A socket that says nothing for too long counts as dead, whatever its readyState: zombies stay open. */
export function openSocket(ears: Ears, ping: () => ClientFrame[], opened: () => void): Channel {
  const address = `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/sync`;
  const socket = new WebSocket(address, SUBPROTOCOL);
  socket.binaryType = "arraybuffer";
  let over = false;
  let wasOpen = false;
  let timer = setTimeout(() => end(), CONNECT_MS);
  const end = () => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    socket.close();
    ears.ended(wasOpen);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      send(ping());
      timer = setTimeout(end, DEAD_MS);
    }, PING_MS);
  };
  const send = (frames: readonly ClientFrame[]) => {
    if (socket.readyState !== WebSocket.OPEN) return;
    for (const frame of frames) socket.send(encodeFrame(frame));
  };
  socket.onopen = () => {
    wasOpen = true;
    wait();
    opened();
  };
  socket.onmessage = (event) => {
    if (over) return;
    wait();
    try {
      const frame = readFrame(unpack(new Uint8Array(event.data as ArrayBuffer)));
      if (frame !== null) ears.heard(frame);
    } catch {
      end();
    }
  };
  socket.onerror = end;
  socket.onclose = end;
  return { send, close: end };
}

/** The same frames by request and answer. Each request greets again; while nothing is to be said it waits for news. */
export function openPolling(ears: Ears, listen: () => ClientFrame[], opened: () => void): Channel {
  const abort = new AbortController();
  let hello: ClientFrame | null = null;
  let waiting: ClientFrame[] = [];
  let over = false;
  let wasOpen = false;
  let busy = false;
  const end = () => {
    if (over) return;
    over = true;
    abort.abort();
    ears.ended(wasOpen);
  };
  const turn = async () => {
    if (busy || over || hello === null) return;
    busy = true;
    try {
      while (!over) {
        const said = waiting;
        waiting = [];
        const frames = said.length > 0 ? said : wasOpen ? listen() : [];
        const answer = await call(
          "POST",
          `/sync?wait=${said.length > 0 || !wasOpen ? 0 : 25}`,
          [hello, ...frames].map(toArray),
          abort.signal,
        );
        for (const value of answer) {
          const frame = readFrame(value);
          if (frame === null || (frame.tag === "welcome" && wasOpen)) continue;
          if (frame.tag === "welcome") wasOpen = true;
          ears.heard(frame);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (!wasOpen && waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 500));
      }
    } catch {
      end();
    } finally {
      busy = false;
    }
  };
  queueMicrotask(opened);
  return {
    send(frames) {
      for (const frame of frames) {
        if (frame.tag === "hello") hello = frame;
        else waiting.push(frame);
      }
      void turn();
    },
    close: end,
  };
}
