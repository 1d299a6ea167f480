import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { say, sentences } from '../shared/said'

const refusals = readFileSync('shared/text/refusals.fr.txt', 'utf8')
const known = sentences(readFileSync('../cli/src/main/resources/nightjar/cli/Faults_fr.txt', 'utf8'), refusals)

describe('what the recorder says, in French,', () => {
  it('is said with its numbers and names', () => {
    expect(say(known, 'must have 1 to 100 characters')).toBe('doit avoir de 1 à 100 caractères')
    expect(say(known, 'This camera does not exist, or not for you.')).toBe('Cette caméra n’existe pas, ou pas pour vous.')
    expect(say(known, '10.0.0.9 refused the connection')).toBe('10.0.0.9 a refusé la connexion')
    expect(say(known, 'camera=test: 10.0.0.9 refused the connection; conn=10.0.0.9:554 at=0')).toBe('caméra test : 10.0.0.9 a refusé la connexion ; connexion 10.0.0.9:554, octet 0')
  })

  it('stays as it is where nobody translated it, and whatever is in it', () => {
    for (const text of ['Quite another thing.', '', '{0}', '$& (a+)+$']) expect(say(known, text)).toBe(text)
  })

  /** Of what a field may be refused for, each constant sentence of the API's sources. */
  it('knows every sentence by which a field is refused', () => {
    const folder = '../recorder/src/main/java/nightjar/recorder/api'
    const missing: string[] = []
    for (const file of readdirSync(folder)) {
      for (const [, words] of readFileSync(`${folder}/${file}`, 'utf8').matchAll(/Refusal\.field\(\s*[\w"]+,\s*([^;]+?)\);/gs)) {
        for (const [, text] of [...(words!.includes('+') ? [] : words!.matchAll(/"([^"]+)"/g))]) if (say(known, text!) === text) missing.push(text!)
      }
    }
    expect(missing).toEqual([])
  })
})
