/// `entente sightings`: who saw what is warned of, for whoever has the node's folder.
enum SightingsVerb {
    static let verb = Verb(
        name: "sightings",
        summary: "who saw what is warned of, on which day and how often",
        synopsis: "list [of=OBJECT] | note of=OBJECT [FIELD=VALUE…] [--body FILE] --officer NAME [--node DIR]",
        description: """
            `list` prints sightings put together by what was seen, by whom and on which day: of one object, or the
            newest. Looked for and not seen, wrongly taken for it and not used any more are counted apart.

            `note` writes one: kind=seen|not-seen|false-positive|expired, count:=N, first_seen, last_seen, where[]
            (identities of who saw it; left out, the own party), observed[] (what was observed), description,
            markings[].
            With `send:=true` it is then given to the party that gave what was seen, as far as the rules allow: by the
            party's name alone and with the count as the agreement lets it be told.

            Fields are written as `entente talks` has them.

            Exit status: 0 done, 1 something may not be given, 2 could not be done.
            """,
        options: [
            .value("body", "FILE", "the fields as json"), NoticeAccess.officer, NodeAccess.option,
        ],
        examples: [
            "entente sightings list of=indicator--… --node run/eu",
            "entente sightings note of=indicator--… count:=40 send:=true --officer 'A. Martin' --node run/eu",
        ],
        run: acting.run
    )

    private static let acting = WorkActing("sightings")
}
