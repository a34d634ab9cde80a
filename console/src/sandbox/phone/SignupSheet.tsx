import { Button, FocusTrap } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { Avatar } from '../../parts/Avatar.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { CloseIcon } from '../../parts/icons.js';
import { type SandboxSignup, sandbox } from '../sandbox-api.js';
import { useHere } from '../session.js';
import styles from './sheet.module.css';

/**
 * Meta's In-App Signup as the customer sees it: what they would agree to, and two ways out of equal weight. Only
 * agreeing is reported; a sheet that is closed tells nobody.
 */
export function SignupSheet(props: { signup: SandboxSignup; phone: string; close: () => void }) {
  const { signup, phone, close } = props;
  const { t } = useWords();
  const { session } = useHere();
  const agree = useMutation({ mutationFn: () => sandbox.signUp(phone, signup.id), onSuccess: close });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the veil only catches taps and Escape; the dialog holds the controls
    <div className={styles.veil} onClick={close} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <FocusTrap>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: keeps taps inside from closing the sheet */}
        <div
          className={styles.sheet}
          role="dialog"
          aria-modal="true"
          aria-label={t.ways.by(session.orgName)}
          onClick={(event) => event.stopPropagation()}
        >
          <header className={styles.head}>
            <button type="button" className={styles.close} onClick={close} aria-label={t.close}>
              <CloseIcon />
            </button>
            <Avatar name={session.orgName} size={30} />
            <strong>{session.orgName}</strong>
          </header>
          <div className={styles.offer}>
            <h3>{signup.display_name}</h3>
            <p>{signup.signup_message}</p>
            <p>
              <a href={signup.privacy_policy_url} target="_blank" rel="noreferrer">
                {t.ways.privacy}
              </a>
            </p>
            {agree.isError && <FriendlyError error={agree.error} />}
            <div className={styles.answers}>
              <Button fullWidth variant="light" onClick={close}>
                {t.ways.decline}
              </Button>
              <Button fullWidth variant="light" loading={agree.isPending} onClick={() => agree.mutate()}>
                {t.ways.agree}
              </Button>
            </div>
          </div>
        </div>
      </FocusTrap>
    </div>
  );
}
