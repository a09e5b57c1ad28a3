# What is refused, and with which code.
refused() { code=$1; status=$2; shift 2; set +e; sluis --json "$@" > out.json; got=$?; set -e; test $got = $status; grep "\"code\":\"$code\"" out.json; }
HUB=$(sed -n 's/.*"hub": "\(http[^"]*\)".*/\1/p' $H/anna/home.json)
sluis org init "School De Es" --out es --kind school --admin "Iris Smit" --hub $HUB --trust $H/anna/trust.json > init.txt
ROOT=$(sed -n 's/^Vingerafdruk van de wortel: //p' init.txt)
test $(stat -c %a es/root.key) = 600
refused local 1 org init "School De Es" --out es --kind school --admin "Iris Smit" --hub $HUB --trust $H/anna/trust.json

# Nobody is in without vouches by admins of two organisations, over this root.
refused E06 1 --home $H/anna org vouch es/records 0123456789abcdef0123456789abcdef
refused usage 2 --home $H/anna org vouch es/records 0123
refused E05 1 --home $H/bas org vouch es/records $ROOT
refused E22 1 --home es/home login
sluis --home $H/anna org vouch es/records $ROOT | grep "nog een andere"
sluis --home $H/anna org vouch es/records $ROOT | grep "nog een andere"
refused E22 1 --home es/home login
sluis --home $H/hanna org vouch es/records "$ROOT" | grep "toegelaten"
sluis --home es/home login

# Only an admin, only its own, and the root where it belongs.
refused E05 1 --home $H/bas org invite
refused E21 1 --home es/home org invite --team "Gebiedsteam Centrum"
refused E21 1 --home es/home org revoke "Anna de Boer" --reason weg
refused E29 1 --home es/home org revoke "Iris Smit" --reason weg --root es/root.key
ME=$(sluis --home es/home org show | sed 's/ .*//')
echo '{"name":"Team","kind":"politie"}' > card.json
refused E05 1 --home es/home org team add --card card.json
echo '{"name":"Team","kind":"school","phoneDay":"nul"}' > card.json
refused E10 1 --home es/home org team add --card card.json
echo '{"name":"Team","kind":"school"}' > card.json
sluis --home es/home org team add --card card.json --member $ME
echo '{"name":"Team","kind":"school","phoneDay":"088 000 5500"}' | sluis --home es/home org team card Team --card -
sluis --home $H/anna teams "School De Es" | grep "088 000 5500"
sluis --home es/home org team unassign Team $ME
sluis --home es/home org team assign Team $ME

# Words: wrong ones, of another organisation, used twice, withdrawn.
I=$(sluis --home es/home org invite --team Team --out words.txt)
test $(stat -c %a words.txt) = 600
ORG=$(sed -n 's/.*"org": "\(.*\)",/\1/p' es/home/home.json)
OTHER=$(sed -n 's/.*"org": "\(.*\)",/\1/p' $H/anna/home.json)
echo "een twee drie" > wrong.txt
refused E28 1 --home noor join --org $ORG --hub $HUB --trust es/trust.json --name Noor --words wrong.txt
echo "aaibaar antilope lopend antilope hiel afkoelen brengen deksel" > wrong.txt
refused E28 1 --home noor join --org $ORG --hub $HUB --trust es/trust.json --name Noor --words wrong.txt
refused E28 1 --home noor join --org $OTHER --hub $HUB --trust es/trust.json --name Noor --words words.txt
refused usage 2 --home noor join --org $ORG
refused E21 1 --home es/home org admit $I
sluis --home noor --json join --org $ORG --hub $HUB --trust es/trust.json --name "Noor Bos" < words.txt | grep '"state":"waiting"'
refused E20 1 --home twice join --org $ORG --hub $HUB --trust es/trust.json --name "Noor Bos" --words words.txt
refused E29 1 --home noor join
refused E29 1 --home noor login
sluis --home es/home --json org admit | grep '"name":"Noor Bos"'
refused E21 1 --home $H/anna org admit $I
refused usage 2 --home es/home org admit $I
if echo nee | sluis --home es/home org admit $I > asked.txt 2>&1; then exit 1; fi
grep "Dit antwoord kwam: Noor Bos (" asked.txt
grep "Niets gedaan." asked.txt
A=$(sluis --home es/home --json org admit | sed -n 's/.*"answer":"\([0-9a-f]*\)".*/\1/p')
refused E16 1 --home es/home org admit $I --answer $(echo $A | tr 0-9a-f 1-9a-f0)
sluis --home es/home --json org admit $I --answer $A | grep '"state":"admitted"'
refused E16 1 --home es/home org admit $I --answer $(echo $A | tr 0-9a-f 1-9a-f0)
sluis --home es/home --json org admit $I | grep '"state":"admitted"'
sluis --home noor --json join > door.txt
grep '"state":"door"' door.txt
grep '"name":"School De Es","founder":false,"vouchers":\["Veilig Thuis Vechtdal","Veilig Thuis Kustland"\],"root":"'$(echo $ROOT | tr -d ' ')'"' door.txt
refused E16 1 --home noor join --into "School De Eik"
if echo nee | sluis --home noor join > asked.txt 2>&1; then exit 1; fi
grep "Deze organisatie laat je toe: School De Es" asked.txt
grep "Vingerafdruk van de wortel: $ROOT" asked.txt
grep "Niets gedaan." asked.txt
refused E29 1 --home noor login
sluis --home noor --json join --into "School De Es" | grep '"name":"Noor Bos"'
refused E29 1 --home noor join
sluis --home es/home org show | grep "Noor Bos"
W=$(sluis --home es/home org invite --out withdrawn.txt)
sluis --home es/home org invite --withdraw $W
refused E28 1 --home later join --org $ORG --hub $HUB --trust es/trust.json --name Later --words withdrawn.txt
sluis --home es/home org revoke "Noor Bos" --reason uit_dienst
refused E22 1 --home noor inbox

# Recovery: what keeps a wrong key, a wrong file and a wrong person out.
for c in a b c d; do sluis org custodian --org $ORG --out $c.custodian > $c.txt; sed -n 's/^  //p' $c.txt > $c.words; done
sluis org custodian --org $OTHER --out x.custodian > x.txt
fp() { sed -n 's/^Vingerafdruk: //p' $1.txt; }
refused local 1 org custodian --org $ORG --out a.custodian
refused usage 2 org custodian --org 12 --out e.custodian
refused usage 2 --home es/home org recovery --root es/root.key --custodian "a.custodian=$(fp a)" --custodian "b.custodian=$(fp b)" --out h
refused usage 2 --home es/home org recovery --root es/root.key --custodian a.custodian --custodian b.custodian --custodian c.custodian --out h
refused usage 2 --home es/home org recovery --root es/root.key --off --custodian "a.custodian=$(fp a)"
refused E06 1 --home es/home org recovery --root es/root.key --custodian "a.custodian=$(fp a)" --custodian "b.custodian=$(fp b)" --custodian "c.custodian=$(fp d)" --out h
refused E09 1 --home es/home org recovery --root es/root.key --custodian "a.custodian=$(fp a)" --custodian "b.custodian=$(fp b)" --custodian "x.custodian=$(fp x)" --out h
refused E05 1 --home es/home org recovery --custodian "a.custodian=$(fp a)" --custodian "b.custodian=$(fp b)" --custodian "c.custodian=$(fp c)" --out h
test ! -e h
sluis --home es/home org recovery | grep "Team  *niet herstelbaar"
sluis --home es/home --json org recovery --root es/root.key --custodian "a.custodian=$(fp a)" --custodian "b.custodian=$(fp b)" --custodian "c.custodian=$(fp c)" --out h | grep '"shares":\["a.share","b.share","c.share"\]'
test $(stat -c %a h/a.share) = 600
own() { sluis --home $1 keys | sed -n '/^Wortel/{n;s/^Om voor te lezen *//p;}'; }
sluis --home es/home org recover Team | grep "$ME  *Iris Smit  *vergeleken: $(own es/home)"
refused usage 2 --home es/home org recover Team --root es/root.key --share h/a.share --words a.words --words b.words
refused E21 1 --home es/home org recover Team --root es/root.key --share h/a.share --words a.words --words b.words --member "Noor Bos"
refused E16 1 --home es/home org recover Team --root es/root.key --share h/a.share --words a.words --words b.words --heard "$(own $H/anna)"
refused usage 2 --home es/home org recover Team --member $ME
R="--home es/home org recover Team --root es/root.key --member $ME"
refused usage 2 $R --share h/a.share --words a.words
refused E06 1 $R --share h/a.share --words b.words --words c.words
refused E28 1 $R --share h/a.share --words a.words --words d.words
refused E28 1 $R --share h/a.share --words a.words --words wrong.txt
refused E01 1 $R --share a.custodian --words a.words --words b.words
refused E05 1 --home es/home org recover Team --share h/a.share --words a.words --words b.words --member $ME
refused E05 1 --home $H/bas org recover Intake --root es/root.key --share h/a.share --words a.words --words b.words --member "Bas"
refused E06 1 --home $H/anna org recover "Veilig Thuis Vechtdal / Intake" --root es/root.key --share h/a.share --words a.words --words b.words --member "Anna de Boer"
cat c.words a.words | sluis $R --share h/a.share | grep Teruggehaald
sluis --home es/home org recovery --off --root es/root.key
sluis --home es/home org recovery | grep "Team  *niet herstelbaar"
refused E29 1 $R --share h/a.share --words a.words --words b.words
refused usage 2 $R
refused usage 2 $R --lost --share h/a.share
refused E05 1 --home es/home org recover Team --lost --member $ME
sluis $R --lost | grep "blijft dicht"

# Whoever is asked is shown who is in the team, and says ja twice.
if sluis --home es/home org recover Team --root es/root.key --lost < /dev/null; then exit 1; fi
if echo ja | sluis --home es/home org recover Team --root es/root.key --lost > asked.txt 2>&1; then exit 1; fi
grep "De sleutel gaat naar: $ME Iris Smit. Naar niemand anders." asked.txt
grep "Niets gedaan." asked.txt
printf 'ja\nja\n' | sluis --home es/home org recover Team --root es/root.key --lost | grep "blijft dicht"
