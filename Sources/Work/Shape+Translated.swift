public import Calls

extension Shape {
    /// What is said of texts that are taken from a translation.
    public static let translated = Shape.named(
        "Translated",
        .record([
            "lang": .text.noted("the language of the texts"),
            "original": .text.noted("what the object is called in its own language"),
            "by_machine?": .flag.noted("a machine made it, and nobody has looked at it"),
        ]).noted(
            "the name and the other texts are those of a translation that the person may see"
                + " (`language-content`, STIX 2.1, 7.1), in the language of `lang`"
        )
    )
}
