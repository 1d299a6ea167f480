import { describe, expect, it } from 'vitest'
import { addresses, MOST, nameOf, plain } from '../recorder/pages/addresses'

describe('addresses in a text', () => {
  it('are taken apart at lines, blanks, commas and semicolons, each once', () => {
    expect(addresses(' rtsp://a/1\nrtsp://b/2, rtsp://c;rtsp://a/1 ')).toEqual(['rtsp://a/1', 'rtsp://b/2', 'rtsp://c'])
    expect(addresses('  \n')).toEqual([])
  })
  it('stand for as many as their range says, with its zeros', () => {
    expect(addresses('rtsp://nvr/ch[08-11]/main')).toEqual(['08', '09', '10', '11'].map((n) => `rtsp://nvr/ch${n}/main`))
    expect(addresses('rtsp://admin:a-b@192.168.1.20-31:554/s?x=1-2')).toHaveLength(12)
    expect(addresses('rtsp://192.168.1.20-31').at(-1)).toBe('rtsp://192.168.1.31')
  })
  it('are left as they are where that is no range', () => {
    for (const one of ['rtsp://10.0.0.1/cam-1-2', 'rtsp://10.0.0.9-3/x', 'rtsp://10.0.0.1-300/x', 'rtsp://a/[9-2]', 'rtsp://a/[1-100000]', 'rtsp://cam-1-12.local/x']) expect(addresses(one)).toEqual([one])
  })
  it('are never more than a page can show', () => {
    expect(addresses('rtsp://a/[1-60] rtsp://b/[1-60]')).toHaveLength(MOST)
  })
})

describe('a camera’s first name', () => {
  it('is its host where that is its own, otherwise its path', () => {
    const hosts = addresses('rtsp://u:p@192.168.1.2-3/main')
    expect(hosts.map((a) => nameOf(a, hosts))).toEqual(['192.168.1.2', '192.168.1.3'])
    const paths = addresses('rtsp://nvr:554/cam[1-2]/main')
    expect(paths.map((a) => nameOf(a, paths))).toEqual(['cam1 main', 'cam2 main'])
  })
})

describe('an address without what signs in', () => {
  it('is as the recorder keeps it', () => {
    expect(plain('rtsp://a:b%20c@10.0.0.1:554/x')).toBe('rtsp://10.0.0.1/x')
    expect(plain('rtsp://10.0.0.1:5540/x@554')).toBe('rtsp://10.0.0.1:5540/x@554')
  })
})
