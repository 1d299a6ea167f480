import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'

/** A network path between a browser and a recorder's WebRTC port that loses media on the way to the browser, and nothing else. Owned by one test. */
export class LossyPath {
  /** Of so many packets of media one is lost; 0 loses none. */
  loseEach = 0
  /** So many of the next packets of media are lost in a row. */
  loseNext = 0
  lost = 0
  private media = 0
  private readonly sockets: Socket[] = []

  /** Lets every WHEP session of the page go this way: the answer's candidate names the path instead of the recorder. */
  async take(page: Page) {
    await page.addInitScript(`(() => { const Real = RTCPeerConnection; window.peers = []
      window.RTCPeerConnection = class extends Real { constructor(...a) { super(...a); window.peers.push(this) } } })()`)
    await page.route('**/whep*', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      const answer = await route.fetch()
      const candidate = /^(a=candidate:\S+ \d+ udp \d+ )(\S+) (\d+)( typ host.*)$/im
      const [, , host, port] = candidate.exec(await answer.text())!
      const here = await this.open(host!, Number(port))
      await route.fulfill({ response: answer, body: (await answer.text()).replace(candidate, `$1127.0.0.1 ${here}$4`) })
    })
  }

  private async open(host: string, port: number): Promise<number> {
    const near = createSocket('udp4').bind(0, '127.0.0.1')
    const far = createSocket('udp4').bind(0, '127.0.0.1')
    this.sockets.push(near, far)
    await Promise.all([once(near, 'listening'), once(far, 'listening')])
    let browser: RemoteInfo | undefined
    near.on('message', (datagram, from) => {
      browser = from
      far.send(datagram, port, host)
    })
    far.on('message', (datagram) => {
      if (browser && !this.loses(datagram)) near.send(datagram, browser.port, browser.address)
    })
    return (near.address() as AddressInfo).port
  }

  /** RTP by its first byte (RFC 7983) and not RTCP by its second (RFC 5761). */
  private loses(datagram: Buffer): boolean {
    const type = datagram[1]! & 127
    if (datagram[0]! < 128 || datagram[0]! > 191 || (type >= 64 && type < 96)) return false
    this.media++
    const gone = this.loseNext > 0 || (this.loseEach > 0 && this.media % this.loseEach === 0)
    this.loseNext = Math.max(0, this.loseNext - 1)
    this.lost += gone ? 1 : 0
    return gone
  }

  close() {
    this.sockets.forEach((each) => each.close())
  }
}

/** What the browser says of the video it gets (W3C webrtc-stats, inbound-rtp). */
export const inbound = (page: Page) =>
  page.evaluate<{ nackCount: number; packetsLost: number }>(
    `Promise.all(window.peers.filter((p) => p.connectionState === 'connected').map(async (p) => [...(await p.getStats()).values()].find((s) => s.type === 'inbound-rtp' && s.kind === 'video'))).then((all) => all.find(Boolean))`,
  )
