import { useState } from 'react'
import { current, t } from './words'

const LAYOUTS = {
  QWERTY: ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  AZERTY: ['1234567890', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'],
  ABC: ['1234567890', 'abcdefghij', 'klmnopqrst', 'uvwxyz'],
}
const SYMBOLS = ['!"#$%&\'()*', '+,-./:;<=>', '?@[\\]^_`{|', '}~€£¤§°µ«»']
const ACCENTS = ['àâäáãåæç', 'éèêëíìîï', 'ñóòôöõøœ', 'úùûüýÿß¿']

export type Layout = keyof typeof LAYOUTS
type Face = Layout | 'symbols' | 'accents'

/** Every character the web takes, by mouse: letters in the order people know, symbols and accents on pages of their own. Tab passes it by: who has a Tab key has the letters. */
export function Keyboard({ press, erase }: { press: (text: string) => void; erase: () => void }) {
  const [layout, setLayout] = useState<Layout>(current() === 'fr' ? 'AZERTY' : 'QWERTY')
  const [face, setFace] = useState<Face>(layout)
  const [shift, setShift] = useState(false)
  const rows = face === 'symbols' ? SYMBOLS : face === 'accents' ? ACCENTS : LAYOUTS[face]
  const shown = (c: string) => (shift && face !== 'symbols' && c !== 'ß' ? c.toLocaleUpperCase() : c)
  const choose = (to: Layout) => (setLayout(to), setFace(to))
  return (
    <div className="keyboard">
      {rows.map((row) => <div key={row}>{[...row].map((c) => <button key={c} tabIndex={-1} onClick={() => press(shown(c))}>{shown(c)}</button>)}</div>)}
      <div>
        <button tabIndex={-1} className="wide" aria-pressed={shift} onClick={() => setShift(!shift)}>{t('key.shift')}</button>
        <button tabIndex={-1} className="wide" onClick={() => setFace(face === 'symbols' ? layout : 'symbols')}>{face === 'symbols' ? t('key.letters') : t('key.symbols')}</button>
        <button tabIndex={-1} className="wide" onClick={() => setFace(face === 'accents' ? layout : 'accents')}>{face === 'accents' ? t('key.letters') : t('key.accents')}</button>
        <button tabIndex={-1} className="space" onClick={() => press(' ')}>{t('key.space')}</button>
        <button tabIndex={-1} className="wide" onClick={erase}>{t('code.backspace')}</button>
        {(Object.keys(LAYOUTS) as Layout[]).map((name) => <button key={name} tabIndex={-1} className="small" aria-pressed={layout === name} onClick={() => choose(name)}>{name}</button>)}
      </div>
    </div>
  )
}
