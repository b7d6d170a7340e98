import { Copy, Download, ImageDown } from 'lucide-react'
import type { ReactElement } from 'react'
import { call } from '../api.ts'
import { useStrings } from '../strings/use-strings.ts'
import { IconButton } from './button.tsx'
import { Menu, MenuItem } from './menu.tsx'
import { useSay } from './toast.tsx'

interface PictureMenuProps {
  /** Of the file, without its ending. */
  readonly name: string
  /** PNG as base64, made when it is wanted. */
  readonly take: () => string
}

/** A chart as a picture: into the clipboard or a file. */
export const PictureMenu = ({ name, take }: PictureMenuProps): ReactElement => {
  const { charts } = useStrings()
  const say = useSay()
  const copy = async (): Promise<void> => {
    await call('pictures.copy', { png: take() })
    say.done(charts.pictureCopied)
  }
  const save = async (): Promise<void> => {
    if (await call('pictures.save', { png: take(), name: name.slice(0, 200) })) say.done(charts.pictureSaved)
  }
  return (
    <Menu align="end" trigger={<IconButton label={charts.picture} icon={<ImageDown />} size="small" />}>
      <MenuItem icon={<Copy />} onClick={() => void copy().catch(say.failed)}>
        {charts.copyPicture}
      </MenuItem>
      <MenuItem icon={<Download />} onClick={() => void save().catch(say.failed)}>
        {charts.savePicture}
      </MenuItem>
    </Menu>
  )
}
