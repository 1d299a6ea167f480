import faults from '../../../cli/src/main/resources/nightjar/cli/Faults_fr.txt?raw'
import { say, sentences } from '../said'
import refusals from '../text/refusals.fr.txt?raw'

const known = sentences(faults, refusals)

/** What the recorder said, in French: by the command line's catalogue and that of its web server's refusals. Loaded when first needed. */
export default function French({ of }: { of: string }) {
  return say(known, of)
}
