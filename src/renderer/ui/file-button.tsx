import { FileUp } from 'lucide-react'
import type { ReactElement } from 'react'
import { useRef } from 'react'
import { Button } from './button.tsx'
import css from './file-button.module.css'

interface FileButtonProps {
  readonly label: string
  readonly title?: string
  /** Kinds of files, as an input of HTML takes them. */
  readonly accept: string
  readonly busy?: boolean
  readonly onFile: (file: File) => void
}

/** Asks for a file by the system's own dialog. */
export const FileButton = ({ label, title, accept, busy = false, onFile }: FileButtonProps): ReactElement => {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        className={css['input']}
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          if (chosen) onFile(chosen)
          // The same file may be chosen again once it was corrected.
          event.target.value = ''
        }}
      />
      <Button icon={<FileUp />} busy={busy} title={title} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  )
}
