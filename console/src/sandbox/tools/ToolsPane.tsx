import {
  Badge,
  Button,
  Divider,
  Group,
  Select,
  SimpleGrid,
  Slider,
  Stack,
  Switch,
  Text,
  Title,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { type Faults, sandbox } from '../sandbox-api.js';

const codes = [
  131016, 131000, 131026, 131047, 131048, 131049, 131050, 131056, 130429, 130472, 132001, 132015, 131031, 190,
  368,
];
const switches = [
  'http5xx',
  'timeoutAfterAccept',
  'rateLimit',
  'duplicateWebhooks',
  'reorderWebhooks',
  'dropStatuses',
  'mediaExpired',
  'mediaWrongSha256',
  'mediaOversize',
  'media5xx',
] as const;

/** Things that go wrong, on purpose. */
export function ToolsPane() {
  return (
    <Stack gap="xl">
      <FaultSwitches />
      <Divider />
      <AccountEvents />
    </Stack>
  );
}

function FaultSwitches() {
  const { t } = useWords();
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['faults'], queryFn: sandbox.faults, refetchInterval: 5_000 });
  const put = useMutation({
    mutationFn: sandbox.setFaults,
    onSuccess: (faults) => client.setQueryData(['faults'], faults),
  });
  const faults: Faults = query.data ?? {};
  const change = (part: Record<string, unknown>) => {
    const merged = Object.entries({ ...faults, ...part }).filter(
      ([, value]) => value !== undefined && value !== false,
    );
    put.mutate(Object.fromEntries(merged) as Faults);
  };
  const error = query.error ?? put.error;
  return (
    <section aria-labelledby="faults">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h4" id="faults">
          {t.tools.faults}
        </Title>
        <Button size="xs" variant="default" onClick={() => put.mutate({})}>
          {t.tools.off}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {t.tools.faultsHint}
      </Text>
      {error && <FriendlyError error={error} />}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" verticalSpacing="sm">
        {switches.map((name) => (
          <Switch
            key={name}
            label={t.tools[name]}
            checked={Boolean(faults[name])}
            onChange={(event) => change({ [name]: event.currentTarget.checked || undefined })}
          />
        ))}
        <Switch
          label={t.tools.slow}
          checked={Boolean(faults.slowMs)}
          onChange={(event) => change({ slowMs: event.currentTarget.checked ? 3000 : undefined })}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" mt="lg">
        <Select
          label={t.tools.errorCode}
          clearable
          placeholder={t.tools.none}
          value={faults.errorCode === undefined ? null : String(faults.errorCode)}
          onChange={(value) => change({ errorCode: value === null ? undefined : Number(value) })}
          data={codes.map(String)}
        />
        <div>
          <Text size="sm" fw={500} mb={8}>
            {t.tools.share}
          </Text>
          <Slider
            thumbProps={{ 'aria-label': t.tools.share }}
            min={0}
            max={100}
            step={5}
            label={(value) => `${value}%`}
            key={faults.share ?? 1}
            defaultValue={Math.round((faults.share ?? 1) * 100)}
            onChangeEnd={(value) => change({ share: value === 100 ? undefined : value / 100 })}
            marks={[
              { value: 0, label: '0%' },
              { value: 50, label: '50%' },
              { value: 100, label: '100%' },
            ]}
            mb="lg"
          />
        </div>
      </SimpleGrid>
    </section>
  );
}

function AccountEvents() {
  const { t } = useWords();
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['account'], queryFn: sandbox.account });
  const send = useMutation({
    mutationFn: sandbox.accountEvent,
    onSuccess: () => client.invalidateQueries({ queryKey: ['account'] }),
  });
  const account = query.data?.account;
  const error = query.error ?? send.error;
  return (
    <section aria-labelledby="account-events">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h4" id="account-events">
          {t.tools.account}
        </Title>
        {account && (
          <Badge
            variant="light"
            tt="none"
            color={account.blocked === 'nothing' && account.quality === 'GREEN' ? 'leaf' : 'orange'}
          >
            {t.tools.state(
              t.tools.quality[account.quality] ?? account.quality,
              account.tier.replace('TIER_', ''),
            )}
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {t.tools.accountHint}
      </Text>
      {error && <FriendlyError error={error} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        {query.data?.presets.map((preset) => (
          <Button
            key={preset}
            variant="default"
            justify="flex-start"
            fw={500}
            h="auto"
            mih={36}
            py={6}
            styles={{ label: { whiteSpace: 'normal', textAlign: 'left', lineHeight: 1.35 } }}
            onClick={() => send.mutate(preset)}
          >
            {t.tools.presets[preset] ?? preset}
          </Button>
        ))}
      </SimpleGrid>
      <Text size="sm" mt="sm" role="status" mih={20}>
        {send.isSuccess ? t.tools.sent : ''}
      </Text>
    </section>
  );
}
