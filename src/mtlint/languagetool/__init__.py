"""The real LanguageTool, with nothing asked of the user: where its jars and its Java come from, its server, its wire.

`provisioning` fetches once, `server` shares one local process, `client` asks it; `cache` keeps its answers.
Nothing here knows what LanguageTool's rules mean to mtlint: that is `mtlint.detectors.languagetool` and its policy.
"""

#: The version that the lock file pins, and that the answers in the cache belong to.
VERSION = "6.6"
