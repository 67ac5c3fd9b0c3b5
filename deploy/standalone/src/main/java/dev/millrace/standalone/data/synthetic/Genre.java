package dev.millrace.standalone.data.synthetic;

import java.util.List;

/** Genres, each with the nouns that its titles are made of. */
enum Genre {
  ADVENTURE("Adventure", "Harbour Expedition Island Compass Voyage Summit Caravan"),
  BIOGRAPHY("Biography", "Life Painter Letters Diary Inventor Captain Pianist"),
  CHILDREN("Children", "Bear Lantern Kite Treehouse Rabbit Balloon Puddle"),
  COMEDY("Comedy", "Wedding Neighbour Holiday Butler Goose Reunion Umbrella"),
  CRIME("Crime", "Witness Ledger Alibi Heist Verdict Informer Safehouse"),
  DRAMA("Drama", "Orchard Inheritance Summer Brother Promise House Goodbye"),
  FANTASY("Fantasy", "Dragon Crown Sorcerer Tower Oath Moon Forest"),
  HISTORY("History", "Empire Siege Queen Fleet Treaty Archive Cathedral"),
  MYSTERY("Mystery", "Key Portrait Staircase Clock Lodger Cipher Garden"),
  ROMANCE("Romance", "Kiss Dance Vineyard Stranger Heart Season Bookshop"),
  SCIENCE_FICTION("Science Fiction", "Orbit Signal Machine Colony Star Paradox Engine"),
  THRILLER("Thriller", "Deadline Shadow Courier Border Silence Target Code");

  private final String label;
  private final String nouns;

  Genre(String label, String nouns) {
    this.label = label;
    this.nouns = nouns;
  }

  String label() {
    return label;
  }

  List<String> nouns() {
    return List.of(nouns.split(" ", -1));
  }
}
