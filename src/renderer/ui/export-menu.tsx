import { Download } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Input } from '../../shared/contract/contract.ts'
import type { ExportFormat } from '../../shared/domain/exports.ts'
import { call } from '../api.ts'
import { useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'
import { Menu, MenuItem } from './menu.tsx'
import { useSay } from './toast.tsx'

interface ExportMenuProps<Format extends ExportFormat> {
  readonly formats: readonly Format[]
  /** What is exported, as it is now. */
  readonly request: (format: Format) => Input<'exports.start'>
  readonly disabled?: boolean
  /** Further entries. */
  readonly children?: ReactElement
}

/** A button with the formats that something can be exported to. Where to is asked next; how far it is says the status bar. */
export const ExportMenu = <Format extends ExportFormat>({
  formats,
  request,
  disabled = false,
  children,
}: ExportMenuProps<Format>): ReactElement => {
  const { exports } = useStrings()
  const say = useSay()
  const names: Readonly<Record<ExportFormat, string>> = exports.formats
  return (
    <Menu
      align="end"
      trigger={
        <Button icon={<Download />} disabled={disabled}>
          {exports.export}
        </Button>
      }
    >
      {formats.map((format) => (
        <MenuItem key={format} onClick={() => void call('exports.start', request(format)).catch(say.failed)}>
          {names[format]}
        </MenuItem>
      ))}
      {children ?? null}
    </Menu>
  )
}
