window.YTD.note_tweet.part0 = [
  {
    "noteTweet" : {
      "noteTweetId" : "1700000000000000777",
      "updatedAt" : "2023-06-09T19:20:05.000Z",
      "lifecycle" : { "value" : "6", "name" : "Normal" },
      "createdAt" : "2023-06-09T19:20:05.000Z",
      "core" : {
        "styletags" : [ ],
        "urls" : [ { "expandedUrl" : "https://www.example.org/sets", "url" : "https://t.co/dddddddddd" } ],
        "text" : "Parents’ evening report. Forty appointments, two biscuits, and one father who wanted to know why his son is in set three when his cousin is in set one. I said sets are reviewed at half term & he said that Kayleigh's mum had told him otherwise. https://t.co/dddddddddd",
        "mentions" : [ ],
        "hashtags" : [ ]
      }
    }
  },
  {
    "noteTweet" : {
      "noteTweetId" : "1700000000000000778",
      "updatedAt" : "2024-01-11T20:00:00.000Z",
      "lifecycle" : { "value" : "6", "name" : "Normal" },
      "createdAt" : "2024-01-11T20:00:00.000Z",
      "core" : {
        "styletags" : [ ],
        "urls" : [ ],
        "text" : "A long post whose beginning is nowhere else in this archive.",
        "mentions" : [ ],
        "hashtags" : [ ]
      }
    }
  }
]
