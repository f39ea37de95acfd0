extension Wording {
    /// The results in French.
    static func french(_ code: GroundCode) -> Wording {
        switch code {
        case .partyUnknown:
            Wording(
                "l’expéditeur ou le destinataire n’est pas déclaré comme partie",
                "déclarer la partie dans les accords"
            )
        case .markingsKnown:
            Wording("toutes les marques sont connues")
        case .markingUnknown:
            Wording(
                "l’objet est en quarantaine : le sens de la marque `{value}` est inconnu",
                "importer la définition de la marque `{value}`, ou le responsable de la sécurité dit son sens"
            )
        case .markingAbsent:
            Wording("l’objet ne porte aucune marque disant qui peut l’avoir", "l’auteur marque l’objet")
        case .markingTravels:
            Wording("une définition de marque accompagne ce qu’elle marque")
        case .statementExplained:
            Wording(
                "un responsable de la sécurité a dit que cette mention ne limite aucune communication : `{value}`"
            )
        case .markingExplained:
            Wording("un responsable de la sécurité a dit ce que signifie la marque : `{value}`")
        case .schemeUnknown:
            Wording(
                "le système de classification `{value}` n’est pas déclaré",
                "déclarer le système `{value}` et ses niveaux"
            )
        case .levelUnknown:
            Wording("le système n’a pas de niveau `{value}`", "l’auteur corrige le niveau `{value}`")
        case .levelLookAlike:
            Wording(
                "`{value}` ressemble à un niveau du système, mais contient des lettres d’un autre alphabet",
                "l’auteur écrit `{value}` dans un seul alphabet"
            )
        case .handlingMarking:
            Wording(
                "`{value}` est une mention de traitement, ni un niveau ni un motif de communication",
                "l’auteur donne à l’objet un niveau ou une marque TLP"
            )
        case .dateUnknown:
            Wording("`{value}` n’est pas une date", "l’auteur corrige la date `{value}`")
        case .originUnknown:
            Wording(
                "l’autorité d’origine `{value}` n’est pas déclarée comme partie",
                "déclarer `{value}` comme partie dans les accords"
            )
        case .notClassified:
            Wording("l’objet n’est pas classifié : aucun accord n’est nécessaire")
        case .returnsToOriginator:
            Wording("l’information est celle de {party} et lui revient")
        case .agreementInForce:
            Wording("{agreement} est en vigueur entre {from} et {to}")
        case .agreementNotInForce:
            Wording(
                "{agreement} entre {from} et {to} ne permet rien : son état est `{value}`",
                "{agreement} entre en vigueur"
            )
        case .noAgreement:
            Wording(
                "aucun accord sur les informations classifiées n’est en vigueur entre {from} et {to}",
                "un accord sur les informations classifiées entre {from} et {to} entre en vigueur"
            )
        case .articlesNotRead:
            Wording(
                "on ignore ce que demandent les articles non lus de {agreement}",
                "un responsable lit {agreement} et complète son fichier"
            )
        case .subjectCovered:
            Wording("{agreement} couvre : {value} ; c’est le sujet")
        case .subjectNotCovered:
            Wording("{agreement} ne couvre que : {value} ; le sujet est autre", "un autre accord qui couvre le sujet")
        case .subjectMissing:
            Wording(
                "{agreement} ne couvre que : {value} ; l’objet n’indique aucun sujet",
                "un responsable indique le sujet"
            )
        case .ceilingMet:
            Wording("{level} ne dépasse pas le plafond {other}")
        case .ceilingExceeded:
            Wording("{level} dépasse le plafond {other}", "l’autorité d’origine abaisse le niveau à {other}")
        case .ceilingNotComparable:
            Wording(
                "{level} ne peut être comparé au plafond de {agreement}",
                "l’accord fixe un plafond pour ce système"
            )
        case .electronicCeilingMet:
            Wording("{level} ne dépasse pas le plafond des voies électroniques, {other}")
        case .electronicCeilingExceeded:
            Wording("{level} dépasse le plafond des voies électroniques, {other}", "l’envoyer par porteur")
        case .courierOnly:
            Wording(
                "{agreement} n’autorise que le porteur pour les informations classifiées",
                "l’envoyer par porteur"
            )
        case .equivalent:
            Wording("à {level} correspond {other}, que le destinataire doit appliquer")
        case .equivalentByOriginator:
            Wording("à {level} correspond {other} selon {agreement}, que son autorité d’origine a conclu avec {to}")
        case .equivalentByConsent:
            Wording(
                "à {level} correspond {other}, comme le dit son autorité d’origine dans le consentement `{value}`"
            )
        case .equivalenceNone:
            Wording(
                "{agreement} ne nomme aucun niveau qui corresponde à {level} pour le destinataire : {party}",
                "l’autorité d’origine abaisse le niveau à {other}",
                withoutOther: "{agreement} fixe ce que le destinataire doit appliquer à {level}"
            )
        case .equivalenceUnknown:
            Wording(
                "ce qui correspond à {level} dans {agreement} n’est pas connu ici",
                "saisir le tableau de {agreement}"
            )
        case .equivalenceMissing:
            Wording(
                "{agreement} n’a pas de ligne pour {level}",
                "l’accord dit ce qui correspond à {level}, ou le consentement de l’autorité d’origine l’indique"
            )
        case .onList:
            Wording("{party} figure sur la liste `{value}`")
        case .notOnList:
            Wording("{party} ne figure pas sur la liste `{value}`", "l’autorité d’origine ajoute {party} à la liste")
        case .caveatKept:
            Wording("le destinataire s’engage dans {agreement} à respecter `{value}`")
        case .caveatNotKept:
            Wording(
                "aucun engagement du destinataire à respecter `{value}` n’est connu",
                "l’autorité d’origine retire `{value}`, ou l’accord le prévoit"
            )
        case .originatorControlled:
            Wording("chaque transmission exige l’autorité d’origine, et c’est {party}")
        case .tlpOpen:
            Wording("{value} peut aller à {party}")
        case .tlpNamed:
            Wording("{value} : l’acte de communication nomme {party}")
        case .tlpNotNamed:
            Wording(
                "{value} : l’acte de communication ne nomme pas {party}",
                "le responsable nomme {party} dans l’acte de communication"
            )
        case .tlpClosed:
            Wording("{value} reste dans l’organisation d’origine", "l’auteur abaisse la marque")
        case .privilegePermitted:
            Wording(
                "la marque le permet à {party} : `{value}`"
            )
        case .privilegeDenied:
            Wording(
                "la marque l’interdit à {party} : `{value}`",
                "l’autorité d’origine modifie la règle, ou {party} s’engage dans un accord à la respecter"
            )
        case .privilegeKept:
            Wording(
                "{party} s’engage dans {agreement} à respecter ce que la marque interdit : `{value}`"
            )
        case .privilegeNotPermitted:
            Wording(
                "la marque interdit ce qu’elle ne permet pas (`{value}`), et aucune de ses règles ne permet quoi que ce soit à {party}",
                "l’autorité d’origine le permet à {party}, ou un accord dit à quels groupes {party} appartient"
            )
        case .sharingPermitted:
            Wording(
                "la marque permet le partage avec {party} : `{value}`"
            )
        case .sharingDenied:
            Wording(
                "la marque interdit le partage avec {party} : `{value}`",
                "l’autorité d’origine modifie la règle"
            )
        case .sharingNotPermitted:
            Wording(
                "la marque interdit tout partage qu’elle ne permet pas (`{value}`), et aucune de ses règles ne permet un groupe auquel {party} appartient",
                "l’autorité d’origine permet le partage avec {party}, ou un accord dit à quels groupes {party} appartient"
            )
        case .groupUnknown:
            Wording(
                "aucun accord en vigueur ne dit si {party} appartient à un groupe que la marque exclut : `{value}`",
                "un accord dit à quels groupes {party} appartient"
            )
        case .originOwn:
            Wording("l’information est celle de {party}")
        case .originHandedIn:
            Wording(
                "l’objet a été remis par `{value}` et personne ne l’a repris",
                "un responsable importe l’objet comme propre à la partie"
            )
        case .originIsRecipient:
            Wording("{party} est à l’origine de l’information")
        case .originMarkedClear:
            Wording("{party} a marqué l’information {value} : chacun peut la transmettre")
        case .relay:
            Wording("{agreement} permet à {from} de transmettre ce que {party} donne pour {to}")
        case .consentGiven:
            Wording("{party} a consenti par écrit : `{value}`")
        case .consentMissing:
            Wording(
                "l’information est celle de {party}, et aucun consentement écrit ne permet de la donner à {to} ; le silence vaut refus",
                "{party} consent par écrit à donner cet élément à {to}"
            )
        case .ownEyes:
            Wording(
                "le document est réservé à la partie elle-même et aucun accord n’en permet la communication",
                "rédiger dans un document distinct ce qui peut être communiqué"
            )
        case .embargoed:
            Wording(
                "un embargo court jusqu’au {day} : rien n’en sort avant ce jour",
                "le communiquer ce jour-là, ou rédiger une version sans embargo"
            )
        case .exerciseFeedOpen: Wording("le flux de {party} est ouvert pour `{value}`")
        case .exerciseFeedClosed:
            Wording(
                "le flux de {party} n’est pas ouvert pour `{value}`",
                "un responsable de communication ouvre le flux de {party} pour l’exercice et sa cellule"
            )
        case .recalled:
            Wording("{party} l’a rappelé : `{value}`", "{party} lève le rappel ou donne une version plus récente")
        case .consentRefused:
            Wording("{party} a dit non : `{value}`", "{party} change sa réponse")
        case .consentOver:
            Wording(
                "le consentement `{value}` de {party} a pris fin le {day}",
                "{party} renouvelle le consentement `{value}`"
            )
        case .consentNotYet:
            Wording("le consentement `{value}` de {party} commence le {day}", "attendre le {day}")
        case .consentNotWritten:
            Wording(
                "le consentement `{value}` de {party} n’a pas été donné par écrit",
                "{party} met le consentement `{value}` par écrit"
            )
        case .consentOtherPurpose:
            Wording("le consentement `{value}` de {party} vise un autre but", "{party} consent aussi pour ce but")
        case .equipmentConsentMissing:
            Wording(
                "{party} a transféré l’équipement et n’a pas consenti à ce qu’il aille à {to}",
                "{party} consent par écrit au retransfert à {to}"
            )
        case .purposeMet:
            Wording("il est demandé pour `{value}`, but pour lequel il a été donné")
        case .purposeDiffers:
            Wording("il n’a été donné que pour : {value}", "l’autorité d’origine consent à l’autre but")
        case .purposeMissing:
            Wording(
                "il a été donné pour : {value} ; le but de la demande n’est pas indiqué",
                "le destinataire indique le but"
            )
        case .reviewSet:
            Wording("l’autorité d’origine réexamine le niveau le {day}")
        case .reviewPast:
            Wording("le réexamen du niveau était dû le {day}", "l’autorité d’origine réexamine le niveau")
        case .reviewMissing:
            Wording(
                "{agreement} exige une date de réexamen, et il n’y en a pas",
                "l’autorité d’origine fixe une date de réexamen"
            )
        case .assuranceGiven:
            Wording("{party} a garanti la protection au titre de {agreement}")
        case .assuranceMissing:
            Wording(
                "{agreement} exige la garantie de protection de {party} avant la première communication",
                "{party} garantit la protection par écrit"
            )
        case .contractorCleared:
            Wording("l’établissement et le personnel du contractant sont habilités")
        case .contractorNotCleared:
            Wording(
                "l’établissement ou le personnel du contractant n’est pas habilité",
                "habiliter l’établissement et le personnel du contractant"
            )
        case .contractorNotCovered:
            Wording("{agreement} ne prévoit pas de contractants", "le donner à une autorité de {to}")
        case .officerDecides:
            Wording("personne n’est tenu de donner : l’acte du responsable est la communication")
        case .instructionCovers:
            Wording("l’instruction permanente `{value}` le couvre")
        case .versionNarrowed:
            Wording(
                "une version plus récente ne peut pas partir ainsi : l’ancienne ne part pas sans une décision sur les deux",
                "un responsable de communication habilité à voir la version plus récente décide laquelle part"
            )
        case .officerNeeded:
            Wording("personne n’a encore décidé", "un responsable de communication décide")
        case .meaninglessWithout:
            Wording(
                "sans ce qui est retenu, l’objet n’a plus de sens",
                "communiquer ce à quoi il renvoie, ou rédiger un texte de substitution"
            )
        case .notRenderable:
            Wording(
                "l’objet ne se communique qu’en entier, et un élément auquel il renvoie est retenu",
                "communiquer ce à quoi il renvoie"
            )
        case .creatorAbsent:
            Wording(
                "l’identité de son auteur n’est pas ici, et personne ne signe à sa place",
                "reprendre l’identité de l’auteur, ou laisser partir les identifiants de ce qui n’est pas ici"
            )
        case .referenceAbsent:
            Wording(
                "sans un élément qui n’est pas ici, l’objet n’a pas de sens",
                "reprendre ce à quoi il renvoie, ou laisser partir les identifiants de ce qui n’est pas ici"
            )
        case .absentNamed: Wording("{agreement} laisse subsister les renvois à ce qui n’est pas ici")
        case .sightersWithheld: Wording("il est communiqué au nom de la partie seule, sans dire qui l’a observé")
        case .sightersNamed: Wording("{agreement} permet de dire qui l’a observé")
        case .countWithheld:
            Wording(
                "{agreement} retient les petits nombres : il est dit que c’est observé, non combien de fois"
            )
        case .countBanded: Wording("{agreement} fait communiquer les nombres par ordre de grandeur")
        case .portionsIgnored:
            Wording(
                "le logiciel du destinataire ignore les marquages de portions, et celle-ci est marquée plus haut que l’objet",
                "le lire avec un logiciel qui les respecte, et clore l’enregistrement qui dit le contraire"
            )
        case .translationGiven:
            Wording(
                "le texte est donné en traduction, car le logiciel du destinataire ne lit pas language-content : {value}"
            )
        case .translationWithheld:
            Wording("l’objet dont il est la traduction est retenu", "communiquer l’objet dont il est la traduction")
        case .clearanceHeld:
            Wording("l’habilitation {other} couvre {level}")
        case .clearanceTooLow:
            Wording("l’habilitation {other} ne couvre pas {level}", "une habilitation pour {level}")
        case .clearanceMissing:
            Wording("il n’y a pas d’habilitation dans le système de {level}", "une habilitation pour {level}")
        case .clearanceOver:
            Wording("l’habilitation a pris fin le {day}", "renouveler l’habilitation")
        case .needToKnow:
            Wording("la fonction l’exige : `{value}`")
        case .noNeedToKnow:
            Wording(
                "aucune fonction qui l’exige n’est enregistrée ; le rang, le poste et l’habilitation seuls ne suffisent pas",
                "enregistrer la fonction qui l’exige"
            )
        case .briefed:
            Wording("instruit de ses devoirs le {day}")
        case .notBriefed:
            Wording("aucune instruction sur les devoirs n’est enregistrée", "instruire la personne")
        case .notRegistered:
            Wording(
                "la personne n’est pas sur la liste de l’établissement",
                "inscrire la personne sur la liste de l’établissement"
            )
        case .nationalityOnList:
            Wording("un ressortissant de {party} figure sur la liste `{value}`")
        case .nationalityNotOnList:
            Wording(
                "un ressortissant de {party} ne figure pas sur la liste `{value}`",
                "l’autorité d’origine élargit la liste"
            )
        case .inCell: Wording("la personne appartient à une cellule de `{value}`")
        case .notInCell:
            Wording(
                "la personne n’appartient à aucune cellule de `{value}`",
                "le responsable de la sécurité inscrit la personne dans la cellule"
            )
        case .personKnown:
            Wording("la personne est connue")
        }
    }
}
