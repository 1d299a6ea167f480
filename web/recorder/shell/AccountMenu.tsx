import '../late.css'
import { Menu, useMantineColorScheme } from '@mantine/core'
import { call, type Me } from '../../shared/api'
import { currentLang, setLang, t } from '../../shared/i18n'
import { IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSun, IconUser } from '../../shared/icons'
import { queries } from '../../shared/queries'
import { go } from '../../shared/router'
import { askForKeys } from '../keys'
import { AccountButton } from './AccountButton'

export default function AccountMenu({ me }: { me: Me }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const dark = colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  const lang = currentLang()
  async function leave() {
    await call('DELETE', '/session').catch(() => {})
    queries.clear()
    location.assign('/signin')
  }
  return (
    <Menu defaultOpened position="bottom-end" width={230} shadow="md">
      <Menu.Target>
        <AccountButton me={me} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name} · {t(`role.${me.role}`)}</Menu.Label>
        <Menu.Item leftSection={<IconUser size={16} />} onClick={() => go('/account')}>{t('account.title')}</Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={askForKeys}>{t('keys.title')}</Menu.Item>
        <Menu.Item leftSection={<IconLanguage size={16} />} lang={lang === 'fr' ? 'en' : 'fr'} onClick={() => void setLang(lang === 'fr' ? 'en' : 'fr')}>{lang === 'fr' ? 'English' : 'Français'}</Menu.Item>
        <Menu.Item leftSection={dark ? <IconSun size={16} /> : <IconMoon size={16} />} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>{t(dark ? 'theme.light' : 'theme.dark')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>{t('signout')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
