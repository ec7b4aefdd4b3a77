window.YTD.twitter_circle_tweet.part0 = [
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : { "urls" : [ ] },
      "id_str" : "1690000000000000001",
      "id" : "1690000000000000001",
      "created_at" : "Fri Apr 21 21:30:00 +0000 2023",
      "full_text" : "Only you lot: I am handing in my notice",
      "lang" : "en"
    }
  }
]
