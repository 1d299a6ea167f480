/** Choosing a file, in the reader's words: a browser's own control speaks the browser's language and names a file that nobody needs to see. */
export function FileButton({ label, about, accept, onFile }: { label: string; about?: string; accept: string; onFile: (file: File) => void }) {
  return (
    <label className="file-button">
      <input type="file" className="sr-only" accept={accept} aria-label={about ? `${label} ${about}` : label} onChange={(e) => e.currentTarget.files?.[0] && onFile(e.currentTarget.files[0])} />
      <span aria-hidden>{label}</span>
    </label>
  )
}
