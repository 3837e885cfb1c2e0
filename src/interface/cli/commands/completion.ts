import { EXIT, UsageError } from '../exit.ts';
import type { Surroundings } from '../surroundings.ts';

/** Prints a script that completes commands and options in a shell. */
export function completion({ stdout }: Surroundings, shell: string): number {
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (script === undefined) throw new UsageError(`${shell} is not one of ${Object.keys(SCRIPTS).join(', ')}`);
  stdout.write(script);
  return EXIT.yes;
}

/** Each asks \`fibula __complete\`; its last line is a directive of kubectl's, and ends in files where it is :0. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# fibula completion bash: source <(fibula completion bash)
_fibula() {
  local line out
  local -a words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  out=$(fibula __complete -- "\${words[@]}" 2>/dev/null) || return
  while IFS= read -r line; do
    case $line in
      :0) compopt -o default ;;
      :*) ;;
      *) line=\${line%%$'\\t'*}; [[ $line == "\${COMP_WORDS[COMP_CWORD]}"* ]] && COMPREPLY+=("$line") ;;
    esac
  done <<<"$out"
}
complete -F _fibula fibula
`,
  zsh: `#compdef fibula
# fibula completion zsh: source <(fibula completion zsh)
_fibula() {
  local line
  local -a found
  for line in \${(f)"$(fibula __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"}; do
    case $line in
      :0) _files ;;
      :*) ;;
      *) found+=("\${\${line//:/\\\\:}/$'\\t'/:}") ;;
    esac
  done
  (( \${#found} )) && _describe 'fibula' found
}
compdef _fibula fibula
`,
  fish: `# fibula completion fish | source
function __fibula_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (fibula __complete -- $words[2..-1] 2>/dev/null)
    switch $line
      case ':0'
        __fish_complete_path (commandline -ct)
      case ':*'
      case '*'
        echo $line
    end
  end
end
complete -c fibula -f -a '(__fibula_complete)'
`,
};
