import '../late.css'
import { Menu } from '@mantine/core'
import type { Camera } from '../../shared/api'
import { t } from '../../shared/i18n'
import { IconActivityHeartbeat, IconArrowsMaximize, IconCamera, IconRewindBackward30, IconVolume } from '../../shared/icons'
import { go } from '../../shared/router'

export default function TileMenu(p: {
  at: { x: number; y: number }; camera: Camera; large: boolean; muted: boolean; hasSound: boolean
  onClose: () => void; onLarge: () => void; onBack: () => void; onMute: () => void; onSnapshot: () => void
}) {
  return (
    <Menu opened onChange={(open) => !open && p.onClose()} position="bottom-start" width={230} shadow="md" returnFocus={false}>
      <Menu.Target><span style={{ position: 'fixed', left: p.at.x, top: p.at.y, width: 1, height: 1 }} /></Menu.Target>
      <Menu.Dropdown onClick={(e) => e.stopPropagation()} onDoubleClick={(e) => e.stopPropagation()}>
        <Menu.Label>{p.camera.name}</Menu.Label>
        <Menu.Item leftSection={<IconArrowsMaximize size={16} />} rightSection={<span className="kbd">{p.large ? 'Esc' : 'Enter'}</span>} onClick={p.onLarge}>{t(p.large ? 'tile.small' : 'tile.large')}</Menu.Item>
        {p.camera.acts.includes('playback') && <Menu.Item leftSection={<IconRewindBackward30 size={16} />} onClick={p.onBack}>{t('tile.back30')}</Menu.Item>}
        <Menu.Item leftSection={<IconCamera size={16} />} rightSection={<span className="kbd">S</span>} onClick={p.onSnapshot}>{t('tile.snapshot')}</Menu.Item>
        {p.hasSound && <Menu.Item leftSection={<IconVolume size={16} />} rightSection={<span className="kbd">M</span>} onClick={p.onMute}>{t(p.muted ? 'tile.soundOn' : 'tile.soundOff')}</Menu.Item>}
        <Menu.Divider />
        <Menu.Item leftSection={<IconActivityHeartbeat size={16} />} onClick={() => go(`/cameras/${p.camera.id}`)}>{t('tile.whyPoor')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
