#!/usr/bin/env bash
# Prints the branch coverage of the folders that decide what becomes of an operation, and each branch that no test takes.
# A branch counts as covered if a test of any of the projects takes it. Fails below the bound, and when a test fails.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

bound=95
folders="Planning Queueing Storage/InMemory"
projects="Wesog.Core.Tests Wesog.Simulation.Tests"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# This format tells the two sides of a branch apart, which a sum over projects needs. A build for continuous integration does not
# say where its sources are; they need not be found.
settings=DataCollectionRunSettings.DataCollectors.DataCollector.Configuration
for project in $projects; do
  dotnet test "tests/$project" --collect "XPlat Code Coverage" --results-directory "$results" -- \
    "$settings.Format=opencover" "$settings.Include=[Wesog.Core]*" "$settings.ExcludeAssembliesWithoutSources=None" </dev/null
done

find "$results" -name 'coverage.opencover.xml' -exec cat {} + | awk -v folders="$folders" -v bound="$bound" '
  function value(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
  /<File / { file = value("fullPath"); sub(/^.*\/src\//, "src/", file); path[value("uid")] = file }
  /<Name>/ { method = $0 }
  /<BranchPoint / {
    line = path[value("fileid")] ":" value("sl")
    branch = method " " line " " value("ordinal") " " value("path")
    at[branch] = line
    taken[branch] += value("vc")
  }
  END {
    count = split(folders, folder, " ")
    for (branch in at)
      for (i = 1; i <= count; i++)
        if (index(at[branch], "src/Wesog.Core/" folder[i] "/") == 1) {
          total[i]++
          if (taken[branch] > 0) covered[i]++
          else missed[at[branch]]++
        }
    printf "\n%-36s %8s %8s %8s\n", "folder", "covered", "branches", "%"
    for (i = 1; i <= count; i++) {
      percent = total[i] ? 100 * covered[i] / total[i] : 0
      if (percent < bound) failed = 1
      printf "%-36s %8d %8d %8.1f\n", "src/Wesog.Core/" folder[i], covered[i], total[i], percent
    }
    print "\nnot covered:"
    for (line in missed) print "  " line (missed[line] > 1 ? " (" missed[line] " branches)" : "") | "sort -t: -k1,1 -k2,2n"
    close("sort -t: -k1,1 -k2,2n")
    if (failed) print "\nBelow " bound " %."
    exit failed
  }'
