import { BASE } from '../../shared/api'
import { now } from '../../shared/clock'
import type { LiveEvent } from './LivePlayer'

/** No picture by then: another way is taken. */
const PATIENCE = 5000
const WRAP = 2 ** 32

/**
 * One camera's live pictures by WebRTC (WHEP). Owned by its tile; `close` ends it. When it does not come to pictures, or loses them, `fail` is
 * called once and the tile takes the WebSocket instead: a firewall that lets no UDP through costs five seconds, once.
 */
export class WhepPlayer {
  shownAt = performance.now()
  behind = 0
  readonly keyFramesOnly = false
  private readonly peer = new RTCPeerConnection()
  private zero = 0
  private rtp: number | undefined
  private session: string | undefined
  private closed = false
  private frameCallback = 0
  private patience: ReturnType<typeof setTimeout> | undefined
  private readonly video: HTMLVideoElement
  private readonly tell: (e: LiveEvent) => void
  private readonly fail: () => void

  constructor(video: HTMLVideoElement, camera: string, stream: string, tell: (e: LiveEvent) => void, fail: () => void) {
    this.video = video
    this.tell = tell
    this.fail = fail
    tell({ kind: 'connecting' })
    this.watch()
    this.patience = setTimeout(() => this.lost(), PATIENCE)
    this.peer.onconnectionstatechange = () => {
      if (['failed', 'closed'].includes(this.peer.connectionState)) this.lost()
    }
    this.peer.ontrack = (e) => {
      if ('jitterBufferTarget' in e.receiver) (e.receiver as { jitterBufferTarget: number }).jitterBufferTarget = 0
      if (e.streams[0] && this.video.srcObject !== e.streams[0]) this.video.srcObject = e.streams[0]
      void this.video.play().catch(() => {})
    }
    void this.connect(camera, stream).catch(() => this.lost())
  }

  close() {
    if (this.closed) return
    this.closed = true
    clearTimeout(this.patience)
    this.video.cancelVideoFrameCallback(this.frameCallback)
    this.peer.onconnectionstatechange = null
    this.peer.close()
    this.video.srcObject = null
    if (this.session) void fetch(this.session, { method: 'DELETE', keepalive: true }).catch(() => {})
  }

  private async connect(camera: string, stream: string) {
    this.peer.addTransceiver('video', { direction: 'recvonly' })
    this.peer.addTransceiver('audio', { direction: 'recvonly' })
    // The recorder needs no candidate of ours: it answers where our checks come from.
    await this.peer.setLocalDescription()
    const answer = await fetch(`${BASE}/cameras/${encodeURIComponent(camera)}/whep?stream=${stream}`, {
      method: 'POST', headers: { 'Content-Type': 'application/sdp' }, body: this.peer.localDescription!.sdp,
    })
    if (answer.status !== 201) throw new Error(String(answer.status))
    this.session = answer.headers.get('Location') ?? undefined
    this.zero = Number(answer.headers.get('Nightjar-Zero') ?? 0) / 1000
    const sdp = await answer.text()
    if (this.closed) {
      if (this.session) void fetch(this.session, { method: 'DELETE' }).catch(() => {})
      return
    }
    await this.peer.setRemoteDescription({ type: 'answer', sdp })
  }

  private watch() {
    this.frameCallback = this.video.requestVideoFrameCallback((_, frame) => {
      if (this.closed) return
      const first = this.rtp === undefined
      this.shownAt = performance.now()
      this.rtp = frame.rtpTimestamp ?? 0
      clearTimeout(this.patience)
      this.patience = setTimeout(() => this.lost(), PATIENCE)
      if (first) this.tell({ kind: 'playing', mime: 'video/webrtc', width: frame.width, height: frame.height })
      const at = this.shown()
      this.behind = at === undefined ? 0 : Math.max(0, now() - at)
      this.watch()
    })
  }

  private lost() {
    if (this.closed) return
    this.close()
    this.fail()
  }

  /** The instant of the picture on the screen: RTP timestamps count 90 a millisecond from the instant the answer named, and wrap. */
  shown(): number | undefined {
    if (this.rtp === undefined || !this.zero) return undefined
    if (!this.rtp) return now() - this.behind
    const at = this.zero + this.rtp / 90
    return at + Math.round((now() - at) / (WRAP / 90)) * (WRAP / 90)
  }
}
